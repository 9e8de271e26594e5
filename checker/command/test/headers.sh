#!/bin/sh
# SPDX-License-Identifier: MIT
# Every header compiles alone; the public one in C and in C++.
#   headers.sh CHECKER-FOLDER C-COMPILER C++-COMPILER
set -u
folder=$1 cc=$2 cxx=$3
warnings="-Wall -Wextra -Wpedantic -Werror -fsyntax-only -I$folder -I$folder/../kernels"
bad=0
for header in secant.h function.h result.h run.h replay.h number/array.h number/format.h \
    oracle/constants.h oracle/ladder.h oracle/sweep.h sample/given.h sample/point.h \
    sample/random.h subject/callback.h subject/kernel_bind.h subject/kernel_subject.h \
    subject/shape_judge.h verdict/block.h verdict/compare.h verdict/examine.h \
    verdict/judge.h verdict/pooled.h; do
    echo "#include \"$header\"" | $cc -std=c11 $warnings -x c - || bad=1
done
for header in secant.h number/format.h sample/random.h; do
    for standard in c++11 c++17 c++20; do
        echo "#include \"$header\"" | $cxx -std=$standard $warnings -x c++ - || bad=1
    done
done
echo '#include "secant.h"' | $cc -std=c99 $warnings -x c - || bad=1
exit $bad
