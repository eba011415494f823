"""What a path writes by name does not make what another reads from the disk."""
from pathlib import Path

Path("out.txt").write_text("kept\n")
print(Path("out.txt").read_text())
print(Path("given.txt").read_text())
