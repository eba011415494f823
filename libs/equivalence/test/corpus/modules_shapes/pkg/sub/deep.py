from ..consts import SUFFIX
from .. import consts
def depth(n):
    return SUFFIX * n + consts.SUFFIX
