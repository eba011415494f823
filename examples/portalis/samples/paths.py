"""Shortest paths by Dijkstra, over a road map read from the arguments."""
import heapq
import sys


def shortest(roads: dict[str, dict[str, int]], start: str) -> dict[str, int]:
    distances = {start: 0}
    heap = [(0, start)]
    while heap:
        distance, place = heapq.heappop(heap)
        if distance > distances[place]:
            continue
        for neighbor, length in roads.get(place, {}).items():
            candidate = distance + length
            if neighbor not in distances or candidate < distances[neighbor]:
                distances[neighbor] = candidate
                heapq.heappush(heap, (candidate, neighbor))
    return distances


def main() -> int:
    if len(sys.argv) < 2:
        print("usage: paths.py START FROM:TO:LENGTH ...", file=sys.stderr)
        return 2
    roads: dict[str, dict[str, int]] = {}
    for road in sys.argv[2:]:
        source, target, length = road.split(":")
        roads.setdefault(source, {})[target] = int(length)
        roads.setdefault(target, {})[source] = int(length)
    for place, distance in sorted(shortest(roads, sys.argv[1]).items()):
        print(place, distance)
    return 0


sys.exit(main())
