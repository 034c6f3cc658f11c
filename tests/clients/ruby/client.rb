# Ruby's gem sqlite3.
# [load]
require "sqlite3"
db = SQLite3::Database.new("user_data.db")
db.enable_load_extension(true)
db.load_extension("./synth")
# [/load]

def statements(script)
  File.read("#{ARGV[0]}/#{script}.sql").gsub(/^--.*\n/, "").strip.delete_suffix(";").split(";\n")
end

puts "client: sqlite3 #{SQLite3::VERSION}, Ruby #{RUBY_VERSION}"
puts "sqlite: #{db.get_first_value("SELECT sqlite_version()")}"
rows = []
statements("session").each { |statement| rows = db.execute(statement) }
model, name, city = db.get_first_row(statements("kept")[0])
rows += db.execute(statements("bound")[0], [SQLite3::Blob.new(model), name, city, 3])
rows.each { |row| puts "line: #{row[0]}" }

begin
  db.execute(statements("wrong")[0])
rescue SQLite3::Exception => error
  puts "error: #{error.message}"
end
puts "interrupt: not offered: no other thread runs meanwhile"
puts "after: #{db.get_first_value("SELECT count(*) FROM synth_categories")}"
