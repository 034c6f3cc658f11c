// Xerial's JDBC driver.
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.*;
import java.util.ArrayList;
import java.util.List;
import org.sqlite.SQLiteConfig;

public class Client {
  static List<String> lines(Connection db, String sql, Object... values) throws SQLException {
    List<String> lines = new ArrayList<>();
    try (PreparedStatement statement = db.prepareStatement(sql)) {
      for (int i = 0; i < values.length; ++i) statement.setObject(i + 1, values[i]);
      if (!statement.execute()) return lines;
      try (ResultSet rows = statement.getResultSet()) {
        while (rows.next()) lines.add(rows.getString(1));
      }
    }
    return lines;
  }

  static String[] statements(String folder, String script) throws Exception {
    String text = Files.readString(Path.of(folder, script + ".sql"));
    return text.replaceAll("(?m)^--.*\n", "").strip().replaceAll(";$", "").split(";\n");
  }

  static Connection open() throws SQLException {
    // [load]
    SQLiteConfig config = new SQLiteConfig();
    config.enableLoadExtension(true);
    Connection db = DriverManager.getConnection("jdbc:sqlite:user_data.db", config.toProperties());
    try (Statement load = db.createStatement()) { load.execute("SELECT load_extension('./synth')"); }
    // [/load] A statement left open would keep the connection interrupted after a cancel().
    return db;
  }

  public static void main(String[] arguments) throws Exception {
    PrintStream out = new PrintStream(System.out, true, "UTF-8");
    String folder = arguments[0];
    Connection db = open();
    out.println("client: sqlite-jdbc " + db.getMetaData().getDriverVersion() + ", Java " + System.getProperty("java.version"));
    out.println("sqlite: " + lines(db, "SELECT sqlite_version()").get(0));
    List<String> rows = new ArrayList<>();
    for (String statement : statements(folder, "session")) rows = lines(db, statement);
    try (Statement statement = db.createStatement();
         ResultSet kept = statement.executeQuery(statements(folder, "kept")[0])) {
      rows.addAll(lines(db, statements(folder, "bound")[0], kept.getBytes(1), kept.getString(2), kept.getString(3), 3));
    }
    for (String line : rows) out.println("line: " + line);

    try {
      lines(db, statements(folder, "wrong")[0]);
    } catch (SQLException error) {
      out.println("error: " + error.getMessage());
    }

    out.println("stops: `Statement.cancel()` in another thread");
    try (Statement statement = db.createStatement()) {
      Thread stopper = new Thread(() -> {
        try {
          Thread.sleep(1000);
          statement.cancel();
        } catch (Exception error) {
          throw new RuntimeException(error);
        }
      });
      stopper.start();
      statement.executeQuery(statements(folder, "long")[0]);
    } catch (SQLException error) {
      out.println("interrupt: " + error.getMessage());
    }
    out.println("after: " + lines(db, "SELECT count(*) FROM synth_categories").get(0));
  }
}
