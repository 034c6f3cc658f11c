#!/usr/bin/perl
# Makes one file of the library: perl amalgamate.pl <source> <folder of pcg_random.hpp> <folder of sql_scripts.h> <version>
# <into>
#
# Every file of ext/ in the order of its layers, each header once, pcg-cpp included; only the headers of C++, of the
# system and of SQLite are left to be included. What the files keep to themselves in anonymous namespaces would meet in
# one file: names that other files use too get the file's name as a suffix.
use strict;
use warnings;

my ($source, $pcg, $generated, $version, $into) = @ARGV;
die "usage: amalgamate.pl source pcg-folder generated-folder version into\n" unless defined $into;

sub text_of {
  my ($path) = @_;
  open my $in, '<', $path or die "$path: $!\n";
  local $/;
  return scalar <$in>;
}

# Without the kernels of one processor only: those need compiler flags of their own.
my @files = grep { !m{/kernels_avx} } map { sort glob "'$source/ext/$_*.cc'" } 'core/', 'math/', 'rows/',
  'world/text/', 'world/', 'nn/', 'words/', 'draw/', 'models/', 'commands/', 'bind/', '';

# The names that a file declares in its anonymous namespaces.
sub own_names {
  my ($text) = @_;
  my %own;
  while ($text =~ /^namespace \{\n(.*?)^\}  \/\/ namespace$/msg) {
    my $part = $1;
    $own{$_} = 1 for $part =~ /^(?:constexpr|constinit|const|inline|std::atomic)\b[^=;({]*?\b(\w+)(?:\[[^\]]*\])* *[={;]/mg;
    $own{$_} = 1 for $part =~ /^(?:struct|class|enum(?: class)?|using(?= \w+ =)) (\w+)/mg;
    $own{$_} = 1 for $part =~ /^[\w:\[][^=;(\n]*[ &*](\w+)\(/mg;
    for my $list ($part =~ /^enum (?!class)[^{;]*\{([^}]*)\}/mg) {
      $list =~ s{//[^\n]*}{}g;
      $own{$_} = 1 for $list =~ /\b([A-Za-z]\w*)\b\s*(?:=[^,]*)?(?:,|\s*$)/g;
    }
  }
  return keys %own;
}

# How many files use a word, and which names each keeps to itself.
my (%users, %own);
for my $file (@files, glob "'$source/ext/*.h' '$source/ext/'*/*.h '$source/ext/'*/*/*.h") {
  my $text = text_of($file);
  $text .= "namespace {\n" . text_of("$source/ext/$_") . "}  // namespace\n" for $text =~ /^#include "([\w\/]+\.inc)"/mg;
  # A function of another file matters where it is called or declared by its bare name.
  my %words = map { $_ => 1 } $text =~ /\b([A-Z]\w*|k[A-Z]\w*)\b/g, $text =~ /(?<![\w.>])([a-z]\w*)\b(?=\()/g;
  $users{$_}++ for keys %words;
  $own{$file} = [own_names($text)];
}

my %seen;

# scope::name, where the scope is empty or begins with a type of the file's own.
sub renamed {
  my ($words, $rename) = @_;
  my ($first, @rest) = split /::/, $words;
  return $words unless defined $rename->{$first};
  return join '::', map { $rename->{$_} // $_ } $first, @rest;
}

# The text of a file with what it includes in its place; `rename` gives the file's own names another.
sub inlined {
  my ($path, $rename) = @_;
  my $text = text_of($path);
  $text =~ s/^#pragma once\n//m;
  $text =~ s{
      (R"(\w*)\(.*?\)\g2" | "(?:[^"\\\n]|\\.)*" | '(?:[^'\\\n]|\\.)' | //[^\n]*)
    | (?<![\w.>]) ((?<!:)[A-Za-z_]\w*(?:::\w+)*)
  }{ defined $1 ? $1 : renamed($3, $rename) }gsex;
  my $result = '';
  for my $line (split /^/, $text) {
    if ($line =~ /^\s*#\s*include\s+(["<])([^">]+)[">]/) {
      my ($kind, $what) = ($1, $2);
      my ($found) = grep { -f $_ } $kind eq '"' ? ("$source/ext/$what", "$generated/$what") : (),
        $what =~ /^pcg_/ ? "$pcg/$what" : ();
      if (defined $found) {
        # Data belongs to the file that includes it, and is renamed with it; a header is its own.
        my $private = $found =~ /\.inc$/;
        $result .= inlined($found, $private ? $rename : {}) unless !$private && $seen{$found}++;
        next;
      }
      # pcg-cpp wants it for operators that are never called here; see ext/math/pcg/iostream.
      $line = "#include <istream>\n#include <ostream>\n" if $what eq 'iostream';
    }
    $result .= $line;
  }
  return $result;
}

my $all = <<"END";
// sqlite-synth $version in one file, made by ext/packaging/amalgamate.pl. With pcg-cpp (c) Melissa O'Neill, under the MIT
// licence or the Apache License 2.0.
//
//   A module to load:    g++ -std=c++20 -O2 -ffp-contract=off -fPIC -shared -fvisibility=hidden -pthread synth.cc -o synth.so
//   A part of a program: g++ -std=c++20 -O2 -ffp-contract=off -DSQLITE_CORE -c synth.cc   (and synth.h)
//
// -ffp-contract=off keeps rows and models the same on processors that fuse additions and multiplications. The network
// runs on plain vectors, with the same results: the kernels for AVX2 and AVX-512 need the project's own build.
#if defined(__FAST_MATH__)
#error "sqlite-synth promises the same bits everywhere: compile it without -ffast-math"
#endif
#if defined(__clang__)
#pragma clang fp contract(off)
#endif
#ifndef SYNTH_VERSION
#define SYNTH_VERSION "$version"
#endif
END
$all .= "\n" . text_of("$source/LICENSE") =~ s{^}{// }mgr =~ s{ +$}{}mgr;
for my $file (@files) {
  my ($stem) = $file =~ m{([^/]+)\.cc$};
  my %rename = map { $_ => ($users{$_} // 0) > 1 ? "${_}_of_$stem" : $_ } @{ $own{$file} };
  $all .= "\n// ---- " . substr($file, length("$source/")) . "\n" . inlined($file, \%rename);
}
open my $out, '>', $into or die "$into: $!\n";
print {$out} $all;
close $out or die "$into: $!\n";
