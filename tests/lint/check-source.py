#!/usr/bin/python3
# SPDX-FileCopyrightText: The Haulier authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Checks the house rules that no other tool knows: check-source.py [TOP].

A line is let off by a comment with the rule and a reason, on it or above it: `lint: close, …`.
"""
import os
import pathlib
import re
import sys

# Which folders of src a folder may include from, beside itself.
LAYERS = {
    'model': '',
    'policy': 'model',
    'bus': 'model policy',
    'store': 'model policy',
    'identity': 'model policy',
    'engine': 'model policy bus store identity',
    'daemon': 'model policy bus store identity engine',
    'files': 'model policy',
    'transfer': 'model policy files',
    'worker': 'model policy bus files transfer',
    'client': 'model policy bus',
    'cli': 'model policy client',
    'gui': 'model policy client',
}
# Libraries that belong to some folders only, by the beginning of their headers.
LIBRARIES = {
    'curl/': 'transfer worker',
    'sqlite3.h': 'store',
    'gtk/': 'gui',
    'adwaita.h': 'gui',
    'gio/': ' '.join(set(LAYERS) - {'model', 'policy'}),
}
BANNED = {
    'strcpy strcat strncpy strncat sprintf vsprintf gets': 'has no bound',
    'atoi atol atof strtok': 'cannot report an error',
    'system popen': 'runs a shell',
    'tmpnam mktemp tempnam': 'races for the name',
    'g_error': 'ends the program',
    'g_get_user_name': 'is the environment, not the identity',
    'close': 'loses the error and may close twice: use g_close or an owning type',
    'g_object_set_data g_object_set_data_full': 'hides state',
    'sleep usleep g_usleep nanosleep': 'waits for time instead of for what should happen',
}
SPDX_SUFFIXES = {'.c', '.h', '.py', '.sh', '.build', '.ui', '.xml', '.css', '.in', '.txt', '.supp', '.po', '.md', ''}
UNSIGNED = re.compile(r'(README\.md|LICENSE|LINGUAS)$')
UNREAD = re.compile(r'(\.(png|gz|db|swp|mo)|^\.(git|gitignore|editorconfig|clang-format))$')
COMMENT_OR_STRING = re.compile(r'/\*.*?\*/|"(?:\\.|[^"\\\n])*"|\'(?:\\.|[^\'\\\n])+\'', re.S)
STATIC = re.compile(r'^\s*static\s+(?!const\b|inline\b|_Thread_local\b|G_|GSourceFuncs\b)'
                    r'[^()]*?(\w+)\s*(\[[^;=]*\])?\s*(=|;)')
GOBJECT_STATICS = {'signals', 'properties', 'props'}
DECLARATION = re.compile(r'^(?!typedef|static|#|G_|\s)[\w\s*]*?\b(haulier_\w+)\s*\(', re.M)
UNDOCUMENTED = re.compile(r'_(get_type|quark|ref|unref|free|copy|finish)$')
# Where policy is carried out, and not made: nothing turns there on which account, scheme, profile or proxy it is.
CARRIERS = {'daemon', 'engine', 'identity'}
DECISION = re.compile(r'(?:[!=]=|\bcase)\s*\(?HAULIER_(?:ACCOUNT_(?:LOGIN_USER|LOCAL_|NETWORK_)|AUTH_SCHEME_|PROFILE_'
                      r'|PROXY_USAGE_|COMBINATION|TOKEN_SETTERS_)|[&]\s*~?\(?HAULIER_TOKEN_(?:LOCAL_FILE|NETWORK)\b')
MAX_LINES = 600
MAX_README_LINES = 25
MAX_COLUMNS = 120


def blank(match):
    """The same number of lines with nothing in them; an include keeps its name."""
    text = match[0]
    return text if text.startswith('"') and text.endswith('.h"') else re.sub(r'[^\n]', ' ', text)


class Source:
    """One file: its text, and the complaints about it."""

    def __init__(self, top, path):
        self.name = str(path.relative_to(top))
        self.parts = path.relative_to(top).parts
        self.suffix = path.suffix
        self.text = path.read_text(encoding='utf-8', errors='replace')
        self.lines = self.text.splitlines()
        self.complaints = []

    def complain(self, number, rule, text):
        near = self.lines[max(number - 2, 0):number] if number > 1 else self.lines[:8]
        if not any(f'lint: {rule},' in line for line in near):
            self.complaints.append(f'{self.name}:{number}: {text} [{rule}]')

    @property
    def layer(self):
        return self.parts[1] if self.parts[0] == 'src' and len(self.parts) > 2 else None


def check_common(source):
    if source.suffix in SPDX_SUFFIXES and not UNSIGNED.search(source.name):
        head = '\n'.join(source.lines[:6])
        if 'SPDX-FileCopyrightText: ' not in head or 'SPDX-License-Identifier: GPL-3.0-or-later' not in head:
            source.complain(1, 'spdx', 'no SPDX lines')
    for number, line in enumerate(source.lines, 1):
        if re.search(r'\b(TOD[O]|FIXM[E]|XX[X]|HAC[K])\b', line):
            source.complain(number, 'unfinished', 'unfinished work')
        if re.search(r'(?<![\w.])/(wor[k]|roo[t]|hom[e])/\w', line):
            source.complain(number, 'machine', 'a path of one machine')
        if len(line) > MAX_COLUMNS and source.suffix in {'.c', '.h', '.py', '.sh', '.build'}:
            source.complain(number, 'columns', f'longer than {MAX_COLUMNS} columns')
    if source.suffix in {'.c', '.py', '.ui'} and len(source.lines) > MAX_LINES:
        source.complain(1, 'length', f'{len(source.lines)} lines: more than one noun?')
    if source.name.startswith('src/') and source.name.endswith('README.md') and len(source.lines) > MAX_README_LINES:
        source.complain(1, 'length', f'a folder\'s README has at most {MAX_README_LINES} lines')


def check_c(source, homes):
    code = COMMENT_OR_STRING.sub(blank, source.text)
    for number, line in enumerate(code.splitlines(), 1):
        include = re.match(r'\s*#\s*include\s+[<"]([^">]+)[">]', line)
        if include:
            check_include(source, number, include[1], homes)
        if re.search(r'\bgoto\b', line):
            source.complain(number, 'goto', 'goto')
        if re.search(r'(^|\s)//', line):
            source.complain(number, 'comment', 'comments are /* */')
        if source.layer in CARRIERS and DECISION.search(line):
            source.complain(number, 'decision', 'src/policy decides this')
        static = STATIC.match(line)
        if static and static[1] not in GOBJECT_STATICS and not re.search(r'\bconst\b', line):
            source.complain(number, 'static', f'{static[1]} is a mutable static')
        for names, reason in BANNED.items():
            for call in re.finditer(rf'(?<![\w.>])({names.replace(" ", "|")})\s*\(', line):
                source.complain(number, call[1], f'{call[1]} {reason}')
    includes = re.findall(r'^#include\s+[<"]([^">]+)', code, re.M)
    if source.suffix == '.c' and source.layer and includes[:1] != ['config.h']:
        source.complain(1, 'config', 'config.h is included first')
    if source.suffix == '.h' and '#pragma once' not in source.lines:
        source.complain(1, 'once', 'no #pragma once')


def check_include(source, number, name, homes):
    if not source.layer:
        return
    owners = homes.get(os.path.basename(name), {source.layer})
    if not owners & {source.layer, *LAYERS.get(source.layer, '').split()}:
        source.complain(number, 'layer', f'src/{source.layer} may not include {name} of src/{" or ".join(owners)}')
    for prefix, folders in LIBRARIES.items():
        if name.startswith(prefix) and source.layer not in folders.split():
            source.complain(number, 'layer', f'{name} is not for src/{source.layer}')


def check_header_docs(source, top):
    if source.suffix != '.h' or not source.layer or source.name.endswith('-private.h'):
        return
    twin = top / source.name.replace('.h', '.c')
    docs = source.text + (twin.read_text(encoding='utf-8') if twin.exists() else '')
    for match in DECLARATION.finditer(COMMENT_OR_STRING.sub(blank, source.text)):
        documented = re.search(rf'^ \* {match[1]}:', docs, re.M)
        if not documented and not UNDOCUMENTED.search(match[1]):
            source.complain(source.text.count('\n', 0, match.start()) + 1, 'docs', f'{match[1]} has no comment')
    if source.layer == 'policy' and DECLARATION.search(source.text) and 'Source:' not in docs:
        source.complain(1, 'docs', 'a policy header names its Source:')


def files(top):
    """Every file of the tree that is written by hand."""
    for folder, folders, names in os.walk(top):
        folders[:] = sorted(name for name in folders
                            if not name.startswith(('.git', 'build')) and name != '__pycache__')
        for name in sorted(names):
            path = pathlib.Path(folder, name)
            if not UNREAD.search(name) and not path.is_symlink():
                yield path


def check(top):
    """All complaints about the tree."""
    sources = [Source(top, path) for path in files(top)]
    homes = {}
    for source in sources:
        if source.suffix == '.h' and source.layer:
            homes.setdefault(source.parts[-1], set()).add(source.layer)
    complaints = []
    for source in sources:
        check_common(source)
        if source.suffix in {'.c', '.h'}:
            check_c(source, homes)
            check_header_docs(source, top)
        complaints += source.complaints
    for folder in sorted({source.layer for source in sources if source.layer}):
        if any(source.layer == folder and source.suffix == '.c' for source in sources) \
                and not (top / 'src' / folder / 'README.md').exists():
            complaints.append(f'src/{folder}: no README.md [readme]')
    return complaints


def main():
    top = pathlib.Path(sys.argv[1] if len(sys.argv) > 1 else pathlib.Path(__file__).parents[2]).resolve()
    complaints = check(top)
    print(*complaints, sep='\n', end='\n' if complaints else '')
    return 1 if complaints else 0


if __name__ == '__main__':
    sys.exit(main())
