/** The rest of `tempfile`, as Python. */
export const TEMPFILE = `
from os.path import exists
from shutil import rmtree
from tempfile import mkdtemp


class TemporaryDirectory:
    def __init__(self, suffix=None, prefix=None, dir=None, ignore_cleanup_errors=False):
        self.name = mkdtemp(suffix, prefix, dir)

    def __enter__(self):
        return self.name

    def __exit__(self, exc, value, tb):
        self.cleanup()

    def cleanup(self):
        if exists(self.name):
            rmtree(self.name)
`;
