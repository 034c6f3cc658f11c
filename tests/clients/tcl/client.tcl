# Tcl's package sqlite3.
# [load]
package require sqlite3
sqlite3 db user_data.db
db enable_load_extension 1
db eval {SELECT load_extension('./synth')}
# [/load]
fconfigure stdout -encoding utf-8

proc statements {script} {
  set file [open [lindex $::argv 0]/$script.sql]
  fconfigure $file -encoding utf-8
  set text [read $file]
  close $file
  regsub -all -line {^--.*\n} $text {} text
  # Tcl splits at single characters.
  return [split [string map [list ";\n" \u0001] [string trim $text]] \u0001]
}

puts "client: Tcl [info patchlevel]"
puts "sqlite: [db version]"
foreach statement [statements session] { set rows [db eval $statement] }
lassign [db eval [lindex [statements kept] 0]] model name city
set count 3
# Tcl binds variables by their names.
set bound [string map {?1 @model ?2 $name ?3 $city ?4 $count} [lindex [statements bound] 0]]
lappend rows {*}[db eval $bound]
foreach line $rows { puts "line: $line" }

catch { db eval [lindex [statements wrong] 0] } error
puts "error: $error"
puts "stops: what `db progress` calls"
set end [expr {[clock milliseconds] + 1000}]
db progress 1000 { expr {[clock milliseconds] > $end} }
catch { db eval [lindex [statements long] 0] } error
puts "interrupt: $error"
db progress 0 {}
puts "after: [db eval {SELECT count(*) FROM synth_categories}]"
