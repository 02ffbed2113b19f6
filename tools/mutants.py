"""Mutants of C++: reads a file as clang-format leaves it, and changes one place at a time. For tools/mutate."""
import bisect
import dataclasses
import re
import textwrap


class Trouble(Exception):
    """Why there is no result."""


# --- reading C++ ------------------------------------------------------------------------------------------------------

TOKEN = re.compile(
    r"""(?P<skip> //[^\n]* | /\*.*?\*/ | ^[ \t]*\#(?:\\.|[^\n\\])* | \s+ )
      | (?P<text> (?:u8|[uUL])?R"(?P<mark>[^()\\\s]*)\(.*?\)(?P=mark)" | (?:u8|[uUL])?"(?:\\.|[^"\\])*"
                | '(?:\\.|[^'\\])+' )
      | (?P<number> \d[\w'.]* )
      | (?P<word> [A-Za-z_]\w* )
      | (?P<sign> <=> | <<=? | (?<=\s)>>=? | \.\.\. | :: | -> | \+\+ | -- | [-+*/%&|^<>=!]= | && | \|\| | . )""",
    re.VERBOSE | re.MULTILINE | re.DOTALL)
PAIRS = {"(": ")", "[": "]", "{": "}", "<": ">"}


@dataclasses.dataclass(frozen=True)
class Token:
    kind: str
    text: str
    start: int
    end: int


class Source:
    """A file as tokens, without comments and preprocessor lines, and with the brackets paired."""

    def __init__(self, name, text):
        self.name, self.text = name, text
        self.tokens = [Token(m.lastgroup, m.group(), m.start(), m.end())
                       for m in TOKEN.finditer(text) if not m.group("skip")]
        self.lines = [m.start() for m in re.finditer("^", text, re.MULTILINE)]
        self.pair = {}
        opened = []
        for i, token in enumerate(self.tokens):
            if token.kind != "sign" or self.is_operator(i):
                continue
            if token.text in PAIRS:
                opened.append(i)
            elif token.text in PAIRS.values():
                if not opened or PAIRS[self.at(opened[-1])] != token.text:
                    raise Trouble(f"{name}:{self.line_of(token.start)}: brackets that tools/mutate cannot read")
                self.pair[i] = opened.pop()
                self.pair[self.pair[i]] = i

    def at(self, i):
        """The text of token `i`; that of strings is none of ours, and empty beyond the ends."""
        if not 0 <= i < len(self.tokens):
            return ""
        return "string" if self.tokens[i].kind == "text" else self.tokens[i].text

    def between(self, first, last):
        """The text of the tokens from `first` to `last`, both included."""
        return self.text[self.tokens[first].start:self.tokens[last].end]

    def is_operator(self, i):
        """Whether blanks stand around a token: clang-format gives them to operators of two sides, and never to the
        brackets of templates or the && of references. The name of an operator is one, too."""
        start, end = self.tokens[i].start, self.tokens[i].end
        if self.tokens[i].text in "()[]{}":
            return False
        return (self.text[start - 1] + self.text[end]).isspace() or self.at(i - 1) == "operator"

    def backwards(self, i, stops):
        """The first token of the operand that ends before `i`."""
        while self.at(i - 1) not in stops and i > 0:
            i = min(i - 1, self.pair.get(i - 1, i - 1))
        return i

    def forwards(self, i, stops):
        """The last token of the operand that begins after `i`."""
        while self.at(i + 1) not in stops:
            i = max(i + 1, self.pair.get(i + 1, i + 1))
        return i

    def top_level(self, first, last):
        """The tokens from `first` to `last` outside of brackets, as (place, text)."""
        found = []
        while first <= last:
            found.append((first, self.at(first)))
            first = max(first, self.pair.get(first, first)) + 1
        return found

    def statement_end(self, i):
        """The last token of the statement that begins at `i`."""
        if self.at(i) == "{":
            return self.pair[i]
        if self.at(i) in ("if", "for", "while", "switch"):
            head = i + 2 if self.at(i + 1) == "constexpr" else i + 1
            end = self.statement_end(self.pair[head] + 1)
            return self.statement_end(end + 2) if self.at(i) == "if" and self.at(end + 1) == "else" else end
        return self.forwards(i - 1, {";"}) + 1

    def line_of(self, place):
        return bisect.bisect_right(self.lines, place)


# --- making mutants ---------------------------------------------------------------------------------------------------

# Where an operand ends, looking forwards and backwards.
ENDS = {",", ";", "?", ":", "=", "+=", "-=", "return", "throw", "case", "else", ""}
AFTER, BEFORE = ENDS | {")", "]", "}"}, ENDS | {"(", "[", "{"}
FLIPPED = {"==": "!=", "!=": "==", "<": "<=", "<=": "<", ">": ">=", ">=": ">", "&&": "||", "||": "&&"}
SWAPPED = {"true": "false", "false": "true", "any_of": "all_of", "all_of": "any_of", "none_of": "any_of"}
NO_CALLS = {"if", "for", "while", "switch", "return", "throw", "case", "sizeof", "static_assert", "decltype"}


@dataclasses.dataclass
class Mutant:
    number: int
    file: str
    line: int
    what: str
    before: str
    after: str
    text: str  # the whole file
    reason: str = ""  # why it is equivalent

    def __str__(self):
        return f"{self.number:4}  {self.file}:{self.line}  {self.what}"

    def lines(self):
        return "\n".join(f"      {sign} {textwrap.shorten(text, 180, placeholder=' ...')}"
                         for sign, text in (("-", self.before), ("+", self.after)))


def flips(source):
    """Comparisons, && and ||."""
    for i, token in enumerate(source.tokens):
        if token.kind == "sign" and token.text in FLIPPED and source.is_operator(i) and source.at(i - 1) != "operator":
            yield i, i, FLIPPED[token.text], f"{token.text} is {FLIPPED[token.text]}"


def swaps(source):
    """true and false, any_of and all_of."""
    for i, token in enumerate(source.tokens):
        if token.kind == "word" and token.text in SWAPPED:
            yield i, i, SWAPPED[token.text], f"{token.text} is {SWAPPED[token.text]}"


def lost_operands(source):
    """One side of && or ||."""
    for i, token in enumerate(source.tokens):
        if token.text not in ("&&", "||") or not source.is_operator(i):
            continue
        weaker = {"||", "&&"} if token.text == "&&" else {"||"}
        first, last = source.backwards(i, BEFORE | weaker), source.forwards(i, AFTER | weaker)
        if source.at(first - 1) != token.text:
            yield first, last, source.between(i + 1, last), f"what is before {token.text} dropped"
        rest = source.between(first, i - 1)
        yield first, last, f"bool({rest})" if first == i - 1 else rest, f"what is after {token.text} dropped"


def is_flipped_otherwise(source, first, last):
    """Whether another mutant negates this condition already: that of its one comparison or its one `!`."""
    signs = [text for _, text in source.top_level(first, last)]
    if any(text in ("&&", "||", "?", "=") for text in signs):
        return False
    return signs[0] == "!" or "==" in signs or "!=" in signs


def negated(source, first, last):
    """Tokens `first` to `last`, a condition, with its meaning turned round; None where another mutant does that."""
    inside = source.top_level(first, last)
    begin = max((i + 1 for i, text in inside if text == ";"), default=first)
    names = [source.at(i - 1) for i, text in inside if text == "=" and i > begin]
    if names:  # a declaration as the condition, which only an if can follow up
        if source.at(first - 2) == "while":
            return None
        return f"{source.between(first, last)}; !{names[0]}"
    if is_flipped_otherwise(source, begin, last):
        return None
    return source.text[source.tokens[first].start:source.tokens[begin].start] + f"!({source.between(begin, last)})"


def negations(source):
    """Conditions of if, while and ?:, and what functions and lambdas that answer yes or no return."""
    for i, token in enumerate(source.tokens):
        if token.text in ("if", "while") and source.at(i + 1) == "(":
            yield i + 2, source.pair[i + 1] - 1, "condition negated"
        elif token.text == "?":
            yield source.backwards(i, BEFORE), i - 1, "condition negated"
        elif token.text == "return" and source.at(i + 1) not in (";", "true", "false", "{") and answers(source, i):
            yield i + 1, source.statement_end(i + 1) - 1, "answer negated"
        elif token.text == "!" and token.kind == "sign":
            yield i, i, "! dropped"


def negation_edits(source):
    for first, last, what in negations(source):
        after = "" if what == "! dropped" else negated(source, first, last)
        if after is not None:
            yield first, last, after, what


def answers(source, i):
    """Whether the function or lambda around token `i` returns bool, as far as can be seen."""
    while i > 0:
        i = source.backwards(i, {"{", ""}) - 1
        head = source.backwards(i, {";", "{", "}", ""})
        if source.at(i - 1) == "]":
            return True
        close = i - 1
        while close > head and source.at(close) != ")":
            close -= 1
        before = source.pair.get(close, 0) - 1
        if source.at(before) == "]":
            return source.at(close + 1) != "->" or source.at(close + 2) == "bool"
        if source.at(before) not in NO_CALLS | {""} and source.tokens[before].kind == "word":
            return "bool" in [source.at(k) for k in range(head, before)]
    return False


def call_end(source, i):
    """The last token of the call that begins at `i` and is a whole statement, `;` included; None if it is none."""
    if source.tokens[i].kind != "word" or source.at(i) in NO_CALLS:
        return None
    called = False
    while True:
        if source.at(i + 1) in ("::", ".", "->"):
            i += 2
        elif source.at(i + 1) == "<" and i + 1 in source.pair:
            i = source.pair[i + 1]
        elif source.at(i + 1) == "(":
            i, called = source.pair[i + 1], True
        else:
            return i + 1 if called and source.at(i + 1) == ";" else None


def begins_statement(source, i):
    before = source.at(i - 1)
    if before == ")":
        head = source.pair[i - 1] - 1
        return source.at(head) in ("if", "for", "while") or source.at(head) == "constexpr"
    if before == ":":
        return source.at(source.backwards(i - 1, {";", "{", "}"})) in ("case", "default")
    return before in ("{", "}", ";", "else")


def dropped_statements(source):
    """Statements that are a call, and `if`s that leave: `if (...) return ...;`, `if (...) { throw ...; }`."""
    for i in range(1, len(source.tokens)):
        if not begins_statement(source, i):
            continue
        if source.at(i) == "if" and source.at(i + 1) == "(" and leaves(source, source.pair[i + 1] + 1):
            yield i, source.statement_end(i), ";", "check dropped"
        elif (end := call_end(source, i)) is not None:
            yield i, end, ";", "call dropped"


def leaves(source, i):
    """Whether the statement at `i` ends in throw, return, break or continue, without an else."""
    end = source.statement_end(i)
    last = i
    if source.at(i) == "{":
        last = i + 1
        while source.statement_end(last) + 1 < end:
            last = source.statement_end(last) + 1
    return source.at(last) in ("throw", "return", "break", "continue") and source.at(end + 1) != "else"


def collapse(text):
    return re.sub(r"\s+", " ", text).strip()


def make(source, first, last, new, what):
    """The mutant in which the tokens `first` to `last` are replaced by `new`."""
    start, end = source.tokens[first].start, source.tokens[last].end
    left = source.text.rfind("\n", 0, start) + 1
    right = source.text.find("\n", end)
    after = source.text[left:start] + new + source.text[end:right]
    return Mutant(0, source.name, source.line_of(start), what, collapse(source.text[left:right]), collapse(after),
                  source.text[:start] + new + source.text[end:])


def mutants_of(name, text):
    """Every mutant of a file, in the order of its lines."""
    source = Source(name, text)
    edits = [edit for operator in (flips, swaps, lost_operands, negation_edits, dropped_statements)
             for edit in operator(source)]
    edits.sort(key=lambda edit: (source.tokens[edit[0]].start, source.tokens[edit[1]].end))
    unique = {}
    for edit in edits:
        mutant = make(source, *edit)
        unique.setdefault(mutant.text, mutant)
    return list(unique.values())
