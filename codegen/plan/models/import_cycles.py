"""Finds cycles among names that mention each other, such as models."""

from collections.abc import Collection, Iterator, Mapping


def find_cycles(mentioned: Mapping[str, Collection[str]]) -> dict[str, frozenset[str]]:
    """Find, for each name, the group of names that lead to each other.

    A group is a strongly connected component. Kosaraju's algorithm finds all groups without recursion, in time linear
    in the number of mentions.

    Args:
        mentioned: The names that each name mentions. Names without mentions may be missing.

    Returns:
        For each name that is a key of `mentioned`: its group, which contains the name itself; an empty set for a name
        that is in no cycle. A name that mentions itself is in a cycle.
    """
    mentioners: dict[str, list[str]] = {}
    for name, others in mentioned.items():
        for other in others:
            mentioners.setdefault(other, []).append(name)
    circles: dict[str, frozenset[str]] = {}
    seen: set[str] = set()
    for first in reversed(mentioned_first(mentioned)):
        if first in seen:
            continue
        circle = list(_reachable(first, mentioners, seen))
        alone = len(circle) == 1 and first not in mentioned.get(first, ())
        circles |= dict.fromkeys(circle, frozenset[str]() if alone else frozenset(circle))
    return {name: circles[name] for name in mentioned}


def mentioned_first(mentioned: Mapping[str, Collection[str]]) -> list[str]:
    """List names so that each follows the names that it mentions.

    In a cycle, that is impossible for at least one name.

    Args:
        mentioned: The names that each name mentions. Names without mentions may be missing.

    Returns:
        All keys of `mentioned`, and all names that they mention, each once.
    """
    order: list[str] = []
    seen: set[str] = set()
    for first in mentioned:
        path = [] if first in seen else [(first, iter(mentioned[first]))]
        seen.add(first)
        while path:
            name, others = path[-1]
            other = next((each for each in others if each not in seen), None)
            if other is None:
                order.append(name)
                path.pop()
            else:
                seen.add(other)
                path.append((other, iter(mentioned.get(other, ()))))
    return order


def _reachable(first: str, edges: Mapping[str, Collection[str]], seen: set[str]) -> Iterator[str]:
    """Yield a name, and the names reachable from it that are not yet seen.

    The yielded names are added to `seen`.
    """
    waiting = [first]
    seen.add(first)
    while waiting:
        name = waiting.pop()
        yield name
        further = [other for other in edges.get(name, ()) if other not in seen]
        seen.update(further)
        waiting += further
