#!/bin/sh
# Java with Xerial's JDBC driver.
set -eu
. "$(dirname -- "$0")/../support.sh"
need_program javac default-jdk-headless
need libxerial-sqlite-jdbc-java
jar=/usr/share/java/sqlite-jdbc.jar
[ -f "$jar" ] || skip "libxerial-sqlite-jdbc-java has no $jar"
javac -cp "$jar" -d . "$here/Client.java"
java -Dfile.encoding=UTF-8 -Dstdout.encoding=UTF-8 -cp "$jar:." Client "$clients"
