from .tools import describe
from . import sub
VERSION = "1.0"
