#!/bin/sh
# PHP's class SQLite3, which loads from the folder sqlite3.extension_dir of php.ini only.
set -eu
. "$(dirname -- "$0")/../support.sh"
need_program php php-cli
php -m | grep -qx sqlite3 || need php-sqlite3
php -d sqlite3.extension_dir="$PWD" "$here/client.php" "$clients"
