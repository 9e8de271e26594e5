#!/usr/bin/perl
# SPDX-License-Identifier: MIT
# Reads what the writer `tap` makes of hard results, with TAP::Parser, and compares.
# Usage: check_tap.pl PROGRAM
use strict;
use warnings FATAL => 'all';
use utf8;
use Encode qw(decode);

BEGIN {
    eval { require TAP::Parser; require TAP::Parser::YAMLish::Reader; 1 } or do {
        print "skipped: there is no TAP::Parser\n";
        exit 77;
    };
}
my $program = $ARGV[0];

sub check {
    my ( $holds, $what ) = @_;
    die "not so: $what\n" unless $holds;
}

sub parse {
    my ($mode) = @_;
    open my $pipe, '-|', $program, 'tap', $mode or die $!;
    my $text = decode( 'UTF-8', do { local $/; <$pipe> }, Encode::FB_CROAK );
    close $pipe or die "$program failed";
    my $parser = TAP::Parser->new( { tap => $text } );
    my ( @tests, @yaml );
    while ( my $result = $parser->next ) {
        push @tests, $result if $result->is_test;
        $yaml[$#tests] = $result->data if $result->is_yaml;
        check( !$result->is_unknown, 'every line is known: ' . $result->raw );
    }
    check( $parser->parse_errors == 0, join '; ', $parser->parse_errors );
    check( $parser->version == 13, 'version 13' );
    return ( $parser, \@tests, \@yaml );
}

my ( $parser, $tests, $yaml ) = parse('');
check( $parser->tests_planned == 9 && $parser->tests_run == 9, 'nine points' );
check( "@{[$parser->failed]}" eq '2 3 4 5 7', "failed: @{[$parser->failed]}" );
check( $tests->[3]->description =~ /^- crash: df\/dx \\?# SKIP me /, $tests->[3]->description );
check( !$parser->todo && !$parser->skipped, 'no directive' );
check( $tests->[0]->description eq '- softmax: ds/dz [double]', $tests->[0]->description );
check( $tests->[1]->description =~ /^- quo"te's <&> \]\]> 100% %s \\# \\\\ end: line one tab .*größe ∂s/,
    $tests->[1]->description );

my $y = $yaml->[1];
check( !defined $yaml->[0] && !defined $yaml->[5], 'diagnostics only where something is wrong' );
check( $y->{verdict} eq 'wrong' && $y->{expected} eq 'right', 'verdicts' );
check( $y->{worst}{claimed} eq 'nan' && $y->{worst}{bar} eq '-inf', 'NaN and infinity' );
check( $y->{worst}{at} eq 'entry (1,2,3,4,5)', 'entry' );
check( $y->{sizes}{K} == 3 && $y->{elements}{undecided} == 2, 'sizes' );
check( $y->{sizes}{'quo"te'} == 100, 'quotes in names' );
check( $y->{inputs}{T} eq '[2 x 2 x 2] 1, 2, 3, 4, 5, 6, 7, 8', 'inputs' );
check( $y->{inputs}{x} =~ /^\[100\] -7\.14.*, \.\.\. 76 more$/, 'long inputs' );
check( $y->{replay} eq q(secant check 'x' --at 0x1p-1074 # "quoted" \\), "replay: $y->{replay}" );
check( $yaml->[3]{reason} =~ /parse:\n  df\/dx = \(1\n {12}\^/, 'lines of a reason' );

( $parser, $tests ) = parse('empty');
check( $parser->failed == 1 && $parser->tests_planned == 1, 'nothing checked is not ok' );

( $parser, $tests ) = parse('interrupted');
check( $tests->[8]->is_ok, 'what is finished is there' );
open my $pipe, '-|', $program, 'tap', 'interrupted' or die $!;
check( ( join '', <$pipe> ) =~ /^1\.\.9\nBail out! /m, 'interrupted is marked' );
