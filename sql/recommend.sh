#!/bin/sh
set -eu
command=recommend
. "$(dirname -- "$0")/synth.sh"
