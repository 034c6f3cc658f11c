#!/bin/sh
set -eu
command=top_up
. "$(dirname -- "$0")/synth.sh"
