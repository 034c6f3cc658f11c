# R's package RSQLite.
# [load]
library(DBI)
db <- dbConnect(RSQLite::SQLite(), "user_data.db", loadable.extensions = TRUE)
dbGetQuery(db, "SELECT load_extension('./synth')")
# [/load]

statements <- function(script) {
  lines <- readLines(file.path(commandArgs(TRUE)[1], paste0(script, ".sql")), encoding = "UTF-8")
  code <- paste(lines[!startsWith(lines, "--")], collapse = "\n")
  strsplit(sub(";$", "", code), ";\n", fixed = TRUE)[[1]]
}
# The line of an error message that says what it is about.
said <- function(expression) tryCatch(expression, error = function(e) sub("\n.*", "", conditionMessage(e)))

cat("client: RSQLite ", format(packageVersion("RSQLite")), ", R ", format(getRversion()), "\n", sep = "")
cat("sqlite: ", dbGetQuery(db, "SELECT sqlite_version()")[[1]], "\n", sep = "")
session <- statements("session")
for (statement in head(session, -1)) dbExecute(db, statement)
rows <- dbGetQuery(db, tail(session, 1))$line
kept <- dbGetQuery(db, statements("kept")[1])
rows <- c(rows, dbGetQuery(db, statements("bound")[1], list(kept$model, kept$name, kept$city, 3))$line)
cat(paste0("line: ", rows, "\n"), sep = "")
cat("error: ", said(dbGetQuery(db, statements("wrong")[1])), "\n", sep = "")
cat("interrupt: not offered: there is no `interrupt()`\n")
cat("after: ", dbGetQuery(db, "SELECT count(*) FROM synth_categories")[[1]], "\n", sep = "")
