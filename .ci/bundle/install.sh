#!/usr/bin/env bash
# Finds a Python that is new enough (SHENBAO_PYTHON names another one), and lets install.py do the rest.
set -euo pipefail
cd "$(dirname "$0")"
for python in "${SHENBAO_PYTHON:-python3}" python3.14 python3.13 python3.12 python3.11; do
    if "$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
        exec "$python" install.py
    fi
done
echo "需要 Python 3.11 或更高版本，这里没有。请管理员装上 python3 和 python3-venv。" >&2
exit 1
