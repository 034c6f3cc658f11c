#!/bin/sh
set -eu
command=generate
. "$(dirname -- "$0")/synth.sh"
