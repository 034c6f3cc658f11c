<?php
// PHP's class SQLite3.
// [load]
// php.ini: sqlite3.extension_dir = /the/folder/of/synth.so
$db = new SQLite3("user_data.db");
$db->loadExtension("synth.so");
// [/load]
$db->enableExceptions(true);

function statements(string $script): array {
    global $argv;
    $code = preg_replace('/^--.*\n/m', '', file_get_contents("$argv[1]/$script.sql"));
    return explode(";\n", rtrim(trim($code), ";"));
}

function rows(SQLite3Result $result): array {
    $rows = [];
    while ($result->numColumns() > 0 && $row = $result->fetchArray(SQLITE3_NUM)) $rows[] = $row[0];
    return $rows;
}

echo "client: PHP ", PHP_VERSION, "\n";
echo "sqlite: ", SQLite3::version()["versionString"], "\n";
// query() runs a statement twice if it gives no rows and is fetched from: exec() for all but the last.
$session = statements("session");
$last = array_pop($session);
foreach ($session as $statement) $db->exec($statement);
$rows = rows($db->query($last));
$kept = $db->querySingle(statements("kept")[0], true);
$bound = $db->prepare(statements("bound")[0]);
$bound->bindValue(1, $kept["model"], SQLITE3_BLOB);
$bound->bindValue(2, $kept["name"]);
$bound->bindValue(3, $kept["city"]);
$bound->bindValue(4, 3);
foreach ([...$rows, ...rows($bound->execute())] as $line) echo "line: $line\n";

try {
    $db->querySingle(statements("wrong")[0]);
} catch (Exception $error) {
    echo "error: ", $error->getMessage(), "\n";
}
echo "interrupt: not offered: there is no `interrupt()`\n";
echo "after: ", $db->querySingle("SELECT count(*) FROM synth_categories"), "\n";
