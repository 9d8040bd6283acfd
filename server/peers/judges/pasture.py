"""The actor verifier of fediverse-pasture, on loopback behind a proxy. Usage: pasture.py HOST; keeps its keys where it runs."""

import sys

from fediverse_pasture.verify_actor import build_app

build_app(only_generate_config=False, domain=sys.argv[1], https=True, timeout=20).run(host="127.0.0.1", port=4000)
