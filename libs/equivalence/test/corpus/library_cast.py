from typing import cast, List, Dict, Any, Optional
import typing
def f(x: Any) -> int:
    return cast(int, x) + 1
print(f(2), cast("List[int]", [1]), typing.cast(Dict[str, int], {"a": 1})["a"], cast(Optional[str], None))
