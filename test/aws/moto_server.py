"""moto's server on a free port of this machine, one request at a time: it looks at a condition and writes in two steps, S3 does both in one."""

import threading

from moto.server import DomainDispatcherApplication, create_backend_app
from werkzeug.serving import run_simple

app = DomainDispatcherApplication(create_backend_app)
lock = threading.Lock()


def in_turn(environ, start_response):
    with lock:
        return app(environ, start_response)


run_simple("127.0.0.1", 0, in_turn, threaded=True)
