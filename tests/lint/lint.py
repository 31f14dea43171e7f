"""What the checks of this folder share: reading the tree, trying the check on samples, reporting."""

import pathlib
import sys

ROOT = pathlib.Path(__file__).resolve().parents[2]
SKIPPED_FOLDERS = {'node_modules', '__pycache__', '.git', '.flatpak-builder'}


def read_tree(folders, suffixes, root=ROOT):
    """The text of the files below FOLDERS whose names end in one of SUFFIXES, by path from the root with "/"."""
    texts = {}
    for folder in folders:
        for path in sorted((root / folder).rglob('*')):
            if path.suffix in suffixes and path.is_file() and not SKIPPED_FOLDERS & set(path.parts):
                texts[path.relative_to(root).as_posix()] = path.read_text(encoding='utf-8', errors='replace')
    return texts


def run(check, texts, bad, good):
    """Tries CHECK on samples first, as a check that cannot fail proves nothing, then on TEXTS. Exits with the outcome.

    CHECK takes texts by path and returns sentences; BAD samples must each give one, GOOD ones none."""
    for sample in bad:
        if not check(sample):
            sys.exit(f'the check does not notice: {sample}')
    for sample in good:
        if check(sample):
            sys.exit(f'the check complains without reason: {check(sample)}')

    problems = check(texts)
    for problem in problems:
        print(problem, file=sys.stderr)
    print(f'{len(texts)} files read, {len(problems)} problems')
    sys.exit(1 if problems else 0)


def lines(text):
    return enumerate(text.splitlines(), 1)
