#!/bin/sh
# Peers of model_train: the same clicks, the same held-out last fifth of time, one thread each. What is not installed
# is said and left out. Debian has them as python3-sklearn, python3-xgboost, python3-torch and fasttext.
#
#   sh bench/peers/train.sh [rows] [users] [seed ...]     10000, 1000 and 1 to 5 by default
#   PYTHON names the interpreter, SYNTH_MODULE the module (build/release/synth), PEERS some of the peers ("ours mlp",
#   "ours original" for the network that this project replaces), EPOCHS how many PyTorch runs instead of the best,
#   LEARN how many clicks to learn from (all of the first four fifths), WORLD the law of the clicks, QUALITY the
#   program bench_nn_quality (build/release/bench/bench_nn_quality where that is), which knows what the truth reaches
set -eu
here=$(cd "$(dirname "$0")" && pwd)

# The first Python whose sqlite3 can load extensions: some are built without.
python=
for candidate in ${PYTHON:-python3 /usr/bin/python3}; do
  if "$candidate" -c 'import sqlite3; sqlite3.Connection.enable_load_extension' 2>/dev/null; then
    python=$candidate
    break
  fi
done
if [ -z "$python" ]; then
  echo "not tried: all peers (no Python here whose sqlite3 can load extensions; PYTHON names one)"
  exit 0
fi

# One thread is the fastest for matrices of this size; OpenBLAS takes some newer processors for old ones.
export OMP_NUM_THREADS=1 OPENBLAS_NUM_THREADS=1 MKL_NUM_THREADS=1
if [ -z "${OPENBLAS_CORETYPE:-}" ] && grep -qs avx512f /proc/cpuinfo; then
  export OPENBLAS_CORETYPE=SkylakeX
fi
quality=${QUALITY:-$here/../../build/release/bench/bench_nn_quality}
[ -x "$quality" ] && export QUALITY="$quality"
rows=${1:-10000} users=${2:-1000}
[ $# -gt 2 ] && shift 2 || set -- 1 2 3 4 5
exec "$python" "$here/train.py" "${SYNTH_MODULE:-$here/../../build/release/synth}" "$rows" "$users" "$@"
