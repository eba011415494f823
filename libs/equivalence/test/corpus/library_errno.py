"""Numbers of the errors of the system, by their names."""

import errno
from errno import EACCES
try:
    open("there/is/nothing.txt")
except OSError as e:
    print(e.errno == errno.ENOENT, e.errno in (errno.EPERM, EACCES), e.strerror)
    if e.errno != errno.ENOENT:
        raise
try:
    raise PermissionError(errno.EACCES, "not yours", "secret.txt")
except OSError as e:
    print(e, e.errno == EACCES, errno.EEXIST + 0)
