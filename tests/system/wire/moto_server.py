"""moto's server on a free port, which is printed, until the test's process ends and with it the input."""

import os
import sys
import tempfile

with tempfile.TemporaryDirectory() as folder:
    # Read by moto when it is imported.
    os.environ["MOTO_ENABLE_RECORDING"] = "1"
    os.environ["MOTO_RECORDER_FILEPATH"] = requests = os.path.join(folder, "requests")
    # There before the first request, so that none can be read too.
    open(requests, "w").close()

    from moto.server import ThreadedMotoServer

    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    print("http://%s:%d" % server.get_host_and_port(), flush=True)
    sys.stdin.read()
    server.stop()
