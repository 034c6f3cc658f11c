# Perl's DBD::SQLite.
use strict;
use warnings;
binmode STDOUT, ":encoding(UTF-8)";

# [load]
use DBI;
my $db = DBI->connect("dbi:SQLite:user_data.db", "", "", {RaiseError => 1, PrintError => 0});
$db->sqlite_enable_load_extension(1);
$db->do("SELECT load_extension('./synth')");
# [/load]
use DBD::SQLite::Constants qw(:dbd_sqlite_string_mode);
$db->{sqlite_string_mode} = DBD_SQLITE_STRING_MODE_UNICODE_STRICT;

sub statements {
  my ($script) = @_;
  open(my $file, "<:encoding(UTF-8)", "$ARGV[0]/$script.sql") or die "$script: $!";
  my $text = do { local $/; <$file> };
  $text =~ s/^--.*\n//mg;
  $text =~ s/;\s*$//;
  return split(/;\n/, $text);
}

print "client: DBD::SQLite $DBD::SQLite::VERSION, Perl ", sprintf("%vd", $^V), "\n";
print "sqlite: ", $db->selectrow_array("SELECT sqlite_version()"), "\n";
my @session = statements("session");
my $last = pop @session;
$db->do($_) for @session;
my @rows = @{$db->selectcol_arrayref($last)};
my ($kept) = statements("kept");
my ($bound) = statements("bound");
my ($model, $name, $city) = $db->selectrow_array($kept);
my $statement = $db->prepare($bound);
$statement->bind_param(1, $model, DBI::SQL_BLOB);
$statement->bind_param(2, $name);
$statement->bind_param(3, $city);
$statement->bind_param(4, 3);  # as text, as DBI does
$statement->execute;
push @rows, map { $_->[0] } @{$statement->fetchall_arrayref};
print "line: $_\n" for @rows;

my ($wrong) = statements("wrong");
eval { $db->selectrow_array($wrong) };
print "error: $@" =~ s/\n.*//sr, "\n";

print "stops: what `sqlite_progress_handler` calls\n";
my $end = time + 2;
$db->sqlite_progress_handler(1000, sub { time >= $end });
my ($long) = statements("long");
eval { $db->selectrow_array($long) };
print "interrupt: $@" =~ s/\n.*//sr, "\n";
$db->sqlite_progress_handler(0, undef);
print "after: ", $db->selectrow_array("SELECT count(*) FROM synth_categories"), "\n";
