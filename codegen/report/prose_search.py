"""Finds hand-written sentences that state a fact which changes."""

import re
from collections.abc import Iterator, Mapping, Sequence

from codegen.report import folders, named_scopes, source_patterns, wording
from codegen.report.changes import Change, replaced_sentences
from codegen.report.client_facts import ClientFacts
from codegen.report.stated_values import near

DECISIONS = "overrides/overlay/decisions.toml"
_EXAMPLES = "examples/"
_RECORDS = "docs/decisions/"  # of why something was decided, from facts as they were then
_QUOTING = ("tests/", "docs/", _EXAMPLES, "README.md")
_UNDOCUMENTED = re.compile(
    r"\bundocumented\b|\bnot (?:documented|in (?:the|Docker's) document)\b|\bdoes not document\b", re.IGNORECASE
)
_MAX_PLACES = 15
"""Maximum number of lines. If there are more, the words of the search are too common to say anything."""
_OF_LISTS = r"\b(?:lists?|pages?|pagers?|links?|counts?|walks?|cursors?)\b"
_DECLARED = r"\b(?:declare[ds]?|documented|document)\b"
_WHOLE = "items in "
"""Words of a state that describes the paging as a whole, and not only what differs."""
_WITHOUT_ACCOUNT = (
    r"\banonymous\w*|\bwithout (?:an? )?(?:account|credentials|log-?in|token)|\bneeds? no (?:account|credentials)"
)
_SIZES = (
    r"\bpage_size\b|\bpages? of\b|\b(?:per|a|each|larger|largest) page|\bsizes?\b|\bcap(?:s|ped)?\b|\brefused before\b"
)
_NUMBERS = {
    10: "ten", 20: "twenty", 25: "twenty-five", 50: "fifty", 100: "(?:a |one )?hundred", 150: "hundred and fifty",
    200: "two hundred", 250: "two hundred and fifty", 500: "five hundred", 1000: "(?:a |one )?thousand",
}  # fmt: skip
"""Numbers that sentences write as words."""
_VARIABLE = re.compile(r"\{[^{}]*\}")
_SPEC = "spec = "
"""The beginning of the line of a row that says what the document has."""
_LACKS = re.compile(r"\b(?:nothing|no|none|not|lacks?|missing)\b", re.IGNORECASE)
_CALL = re.compile(r"\bhub\.\w+\.|\bDockerHub\(|\baiodockerhub [\w-]+ [\w-]|^\{")
"""Code, which is no prose, and may be about another operation."""
_OF_CALLERS = frozenset({wording.CREDENTIALS, wording.LIMITS})
_STATED_NUMBER = re.compile(r"\d[\d,]*")
_MIN_QUOTED_WORDS = 3
"""Smallest number of words of a replaced sentence that is searched for: a shorter sentence may be about anything."""
"""The scope of an organization access token in a text; `…` marks one that is cut."""
_TEXTS = frozenset(
    {wording.DESCRIPTION, wording.DESCRIPTION_OF_RESULT, wording.DESCRIPTION_OF_ERRORS, wording.CREDENTIALS}
)
"""Changes whose states are texts of the document, which may name scopes."""


def places(
    change: Change,
    name: str,
    texts: Mapping[str, Sequence[str]],
    facts: ClientFacts = ClientFacts(),  # noqa: B008 - the default is frozen
    changes: Sequence[Change] = (),
) -> tuple[str, ...]:
    """Find the sentences about an operation that state a fact which changes.

    Args:
        change: A change for callers.
        name: Name of the changed thing that the client has now.
        texts: Lines of the hand-written files, by path.
        facts: What belongs to a name in the present client, such as the path of a call; nothing by default.
        changes: All changes for callers; none by default.

    Returns:
        Files and lines of six kinds:

        - sentences of guides, of the rows of `decisions.toml`, of examples, and of the code of the client;
        - quotes of a replaced sentence of a description, in tests, guides and examples;
        - sentences of guides and rows with a path that has another name now, or a variable that no path has any more;
        - rows that say the document lacks what an added operation is about;
        - in any file, sentences that call an operation, argument or field undocumented that Docker documents now;
        - in any file, a scope that a text no longer names, or that the text of an operation now names together with a
          new one.

        All kinds but the last are left out if they have more than 15 lines together, because words that are so common
        say nothing.
    """
    patterns = [re.compile(pattern, re.IGNORECASE) for pattern in _patterns(change, name, facts)]
    lines = tuple(
        f"{file}:{number}"
        for file, text in texts.items()
        if patterns and _has_prose(file, change.what)
        for number, line in enumerate(text, 1)
        if patterns[0].search(line)
        and not (change.what in _OF_CALLERS and _CALL.search(line))
        and all(pattern.search(_sentence(file, text, number, change.what)) for pattern in patterns[1:])
    )
    further = [
        *_quotes(change, texts),
        *_paths(change, texts, facts, changes),
        *_rows_on_what_lacks(change, texts),
        *_called_undocumented(change, name, texts),
    ]
    lines += tuple(each for each in further if each not in lines)
    lines = lines if len(lines) <= _MAX_PLACES else ()
    return lines + tuple(each for each in _with_former_scopes(change, texts) if each not in lines)


def _with_former_scopes(change: Change, texts: Mapping[str, Sequence[str]]) -> Iterator[str]:
    """Yield the lines with a scope that a text names otherwise now.

    A text of an operation that states a new name often states the former name beside it. Therefore a former name that
    is still there is searched for, too, if the text names a further scope now. The text of a field only gives examples.
    """
    if change.what not in _TEXTS:
        return
    before, after = (named_scopes.in_text(state) for state in (change.before, change.after))
    is_of_operation = change.names[0].startswith("hub.")
    for scope in sorted(before if is_of_operation and after - before else before - after):
        pattern = re.compile(rf"(?<![\w-]){scope}(?![\w-])")
        for file, text in texts.items():
            yield from (f"{file}:{number}" for number, line in enumerate(text, 1) if pattern.search(line))


def _sentence(file: str, text: Sequence[str], number: int, what: str) -> str:
    """Return the line in which all words of a fact must be.

    A sentence on credentials or on sizes of pages may go over to the next line of a guide.
    """
    is_wrapped = file.endswith(".md") and what in _OF_CALLERS
    return " ".join(text[number - 1 : number + is_wrapped])


def _quotes(change: Change, texts: Mapping[str, Sequence[str]]) -> Iterator[str]:
    """Yield lines of tests and texts that quote a replaced sentence."""
    if change.what != wording.DESCRIPTION:
        return
    sentences = [
        sentence.rstrip(".:")
        for sentence in replaced_sentences(change.before, change.after)
        if len(sentence.split()) >= _MIN_QUOTED_WORDS
    ]
    quoted = re.compile("|".join(rf"(?<!\w){re.escape(each)}(?!\w)" for each in sentences) or r"(?!)")
    for file, text in texts.items():
        if file.startswith(_QUOTING) and quoted.search("\n".join(text)):
            yield from (f"{file}:{number}" for number, line in enumerate(text, 1) if quoted.search(line))


def _paths(
    change: Change, texts: Mapping[str, Sequence[str]], facts: ClientFacts, changes: Sequence[Change]
) -> Iterator[str]:
    """Yield lines of prose with the former name of a path or variable.

    Docstrings of FakeHub's handlers have paths, too.
    """
    if change.what != wording.ENDPOINT:
        return
    old, new = (state.partition(" ")[2] for state in (change.before, change.after))
    moved = {name for other in changes if other.what == wording.ENDPOINT for name in other.names}
    stay = {endpoint for call, endpoint in facts.endpoints.items() if call not in moved and endpoint != change.before}
    gone = [
        re.escape(variable)
        for variable in _VARIABLE.findall(old)
        if variable not in new and not any(variable in endpoint for endpoint in stay)
    ]
    pattern = re.compile("|".join([rf"{re.escape(old)}(?![\w/-])", *(f"`{variable}`" for variable in gone)]))
    for file, text in texts.items():
        if (
            file == DECISIONS
            or file.startswith(folders.HANDLERS)
            or (file.endswith(".md") and not file.startswith(_RECORDS))
        ):
            yield from (f"{file}:{number}" for number, line in enumerate(text, 1) if pattern.search(line))


def _rows_on_what_lacks(change: Change, texts: Mapping[str, Sequence[str]]) -> Iterator[str]:
    """Yield rows by which the document has nothing of what it has now."""
    if change.what != wording.OPERATION_ADDED:
        return
    segments = [segment for segment in change.location.split("/")[1:] if segment and "{" not in segment]
    about = re.compile(_noun_of(segments[-1].replace("-", "_")) if segments else r"(?!)", re.IGNORECASE)
    for number, line in enumerate(texts.get(DECISIONS, ()), 1):
        if line.startswith(_SPEC) and _LACKS.search(line) and about.search(line):
            yield f"{DECISIONS}:{number}"


def _called_undocumented(change: Change, name: str, texts: Mapping[str, Sequence[str]]) -> Iterator[str]:
    """Yield lines by which Docker does not document what it documents now."""
    if change.what != wording.IN_DOCUMENT or change.after != wording.yes_no(old=False, new=True)[1]:
        return
    owner, _, part = name.partition("(" if name.startswith("hub.") else ".")
    argument = part.rstrip("=)")
    call = f"{owner}()"
    of_method = f"{source_patterns.of_call(call)}|{source_patterns.of_handler(call)}" if "(" in name else ""
    of_owner = of_method or rf"\b{owner}\b"
    about = re.compile(of_owner)
    named = re.compile(rf"[\"'`]{re.escape(argument)}=?[\"'`]" if argument else of_owner)
    for file, text in texts.items():
        for number, line in enumerate(() if file.startswith((folders.OVERLAY, _RECORDS)) else text, 1):
            if _UNDOCUMENTED.search(line) and named.search(line) and about.search("\n".join(near(text, number))):
                yield f"{file}:{number}"


def _has_prose(file: str, what: str) -> bool:
    """Return whether a file may have sentences on a kind of change.

    Comments on anonymous callers and on sizes of pages are about all lists, and the code takes both from the document.
    """
    is_code = file.startswith(folders.CODE) and not file.startswith(folders.HANDLERS)
    is_guide = file.endswith(".md") and not file.startswith(_RECORDS)
    return is_guide or file == DECISIONS or file.startswith(_EXAMPLES) or (is_code and what not in _OF_CALLERS)


def _patterns(change: Change, name: str, facts: ClientFacts) -> Iterator[str]:
    """Yield patterns that must all match a sentence on a changed fact.

    The first must match the line that is named. No pattern means that no line is sought.
    """
    resource, _, rest = name.removeprefix("hub.").partition(".")
    if not name.startswith("hub.") or not rest:
        return
    about = _noun_of(resource)
    argument = rest.partition("(")[2].rstrip("=)")
    if change.what == wording.CREDENTIALS and _loses_anonymous_access(change):
        yield _WITHOUT_ACCOUNT
        yield from _nouns_of_method(resource, rest.removesuffix("()"))
    elif change.what == wording.LIMITS and argument and argument in facts.pages.get(f"{name.partition('(')[0]}()", ()):
        gone = set(_STATED_NUMBER.findall(change.before)) - set(_STATED_NUMBER.findall(change.after))
        numbers = [int(number.replace(",", "")) for number in sorted(gone)]
        spellings = [
            spelling for each in numbers for spelling in (f"{each}", f"{each:,}", _NUMBERS.get(each)) if spelling
        ]
        yield rf"(?<![\w.,])(?:{'|'.join(spellings or ['(?!)'])})(?!\w|[.,]\d)"
        yield _SIZES
    elif change.what == wording.ERRORS:
        changed = set(wording.removed_and_added(change.before, change.after)[1].split(", ")) - {""}
        if changed:
            yield rf"\b(?:{'|'.join(sorted(changed))})\b"
            yield _DECLARED
    elif change.what == wording.SUCCESSES:
        yield rf"\b(?:{'|'.join(_STATED_NUMBER.findall(f'{change.before} {change.after}')) or '(?!)'})\b"
        yield about
        yield from (rf"\b{re.escape(word)}" for word in rest.removesuffix("()").split("_"))
    elif change.what == wording.FACTS[wording.PAGING]:
        gone = set(re.findall(r"`(\w+)`", change.before)) - set(re.findall(r"`(\w+)`", change.after))
        yield about if _WHOLE in change.before + change.after else rf"`(?:{'|'.join(sorted(gone)) or '(?!)'})`"
        yield _OF_LISTS
    elif change.what == wording.RESULT and ("Pager[" in change.before) != ("Pager[" in change.after):
        yield about
        yield _OF_LISTS
    elif change.what in {wording.ARGUMENT_REMOVED, wording.ARGUMENT_RENAMED, wording.REQUIRED} and argument:
        yield about
        yield rf"`{re.escape(argument.rstrip('_'))}_?=?`"


def _loses_anonymous_access(change: Change) -> bool:
    """Return whether an operation begins to need credentials."""
    return wording.NOTHING in change.before.split(", ") and wording.NOTHING not in change.after.split(", ")


def _nouns_of_method(resource: str, method: str) -> Iterator[str]:
    """Yield the patterns of what a method is about.

    Only `get` and `list` are so common that sentences need not have them.
    """
    purpose, _, thing = method.partition("_")
    if purpose in {"get", "list"}:
        yield _noun_of(thing or resource)
    else:
        yield from (_noun_of(resource), *(rf"\b{re.escape(word.removesuffix('s'))}" for word in method.split("_")))


def _noun_of(resource: str) -> str:
    """Return the pattern of a resource in a sentence, in singular and plural."""
    words = resource.replace("_", "[ -]")
    stem = rf"{words.removesuffix('ies')}(?:y|ies)" if words.endswith("ies") else rf"{words.removesuffix('s')}s?"
    return rf"\b{stem}\b"
