#!/usr/bin/python3
# SPDX-FileCopyrightText: The Haulier authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Walks the requirements: test-requirements.py PRINT-RULES [--table FILE].

Each requirement is cited by a rule or by a test, each rule cites requirements that there are, and each rule is named
in a test. Each row of src/policy that has a name is one of those rules, and cites requirements that there are. With
--table the list of rules is written for people instead, with the tests of each.
"""
import argparse
import pathlib
import re
import subprocess
import sys

HERE = pathlib.Path(__file__).resolve().parent
TESTS = HERE.parent
ID = re.compile(r'\b(?:ACC|PRX|AUTH|TOK|PROF)-\d+\b')


def read_requirements(text):
    """ID to words, in the order of the table."""
    return dict(re.findall(r'^\| ([A-Z]+-\d+) \| (.+) \|$', text, re.M))


def read_rules(program):
    lines = subprocess.run([program], check=True, capture_output=True, text=True).stdout.splitlines()
    return [dict(zip(('name', 'requirements', 'source', 'text'), line.split('\t'))) for line in lines]


def read_tests():
    """Name below tests to text; this file and what is no test are left out."""
    own = pathlib.Path(__file__).resolve()
    files = [path for suffix in ('c', 'h', 'py') for path in TESTS.rglob(f'*.{suffix}') if path != own]
    return {str(path.relative_to(TESTS)): path.read_text(encoding='utf-8') for path in sorted(files)}


def tests_of(word, tests):
    """The tests that name a requirement or a rule, and not only the beginning of a longer one."""
    whole = re.compile(rf'(?<![\w-]){re.escape(word)}(?![\w-])')
    return [name for name, text in tests.items() if word in text and whole.search(text)]


def read_rows():
    """Name of a file of src/policy to the names that its rows have, and to the requirements that they cite."""
    rows = {}
    for path in sorted((TESTS.parent / 'src/policy').glob('*.c')):
        text = path.read_text(encoding='utf-8')
        cited = ' '.join(re.findall(r'\.requirements\s*=\s*"([^"]*)"', text)).split()
        rows[path.name] = (re.findall(r'\.name = "([^"]+)"', text), cited)
    return rows


def find_strays(requirements, rules, rows):
    """Rows that no walk over the rules comes to, and requirements that nobody asked for."""
    names = {rule['name'] for rule in rules}
    return [f'{file}: rule {name} is in no table that is walked'
            for file, (own, _) in rows.items() for name in own if name not in names] + \
           [f'{file}: a row cites {word}, which is no requirement'
            for file, (_, cited) in rows.items() for word in cited if word not in requirements]


def find_gaps(requirements, rules, tests):
    cited = {word for rule in rules for word in rule['requirements'].split()}
    for text in tests.values():
        cited.update(ID.findall(text))
    gaps = [f'nothing cites {word}: {words}' for word, words in requirements.items() if word not in cited]
    for rule in rules:
        gaps += [f'rule {rule["name"]} cites {word}, which is no requirement'
                 for word in rule['requirements'].split() if word not in requirements]
        gaps += [f'rule {rule["name"]} has no {key}' for key, value in rule.items() if not value]
        if not tests_of(rule['name'], tests):
            gaps.append(f'no test names rule {rule["name"]}')
    return gaps


def format_table(requirements, rules, tests):
    lines = ['# Requirements and rules', '']
    for word, words in requirements.items():
        lines += [f'## {word}', '', words, '']
        own = [rule for rule in rules if word in rule['requirements'].split()]
        if own:
            lines += ['| Rule | Says | Source | Tests |', '|---|---|---|---|']
            lines += ['| {} | {} | {} | {} |'.format(rule['name'], rule['text'], rule['source'],
                                                     ', '.join(tests_of(rule['name'], tests))) for rule in own]
            lines.append('')
        naming = tests_of(word, tests)
        if naming:
            lines += ['Named in: ' + ', '.join(naming), '']
    return '\n'.join(lines)


def check_itself():
    """Each kind of gap is found."""
    rule = {'name': 'a-rule', 'requirements': 'ACC-1', 'source': 'a page', 'text': 'A sentence'}
    good = ({'ACC-1': 'words'}, [rule], {'test.c': '"a-rule"'})
    broken = [
        ({'ACC-1': 'words', 'ACC-2': 'words'}, [rule], good[2]),
        (good[0], [{**rule, 'requirements': 'ACC-1 ACC-9'}], good[2]),
        (good[0], [{**rule, 'source': ''}], good[2]),
        (good[0], [rule], {'test.c': '"a-rule-of-another-name"'}),
    ]
    rows = {'a.c': (['a-rule'], ['ACC-1'])}
    strays = [{**rows, 'b.c': (['another-rule'], [])}, {**rows, 'b.c': ([], ['ACC-9'])}]
    return find_gaps(*good) == [] and all(len(find_gaps(*case)) == 1 for case in broken) \
        and find_strays(good[0], [rule], rows) == [] \
        and all(len(find_strays(good[0], [rule], case)) == 1 for case in strays)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument('program')
    parser.add_argument('--table')
    arguments = parser.parse_args()
    requirements = read_requirements((HERE / 'requirements.md').read_text(encoding='utf-8'))
    rules = read_rules(arguments.program)
    tests = read_tests()
    if arguments.table is not None:
        pathlib.Path(arguments.table).write_text(format_table(requirements, rules, tests), encoding='utf-8')
        return 0
    rows = read_rows()
    gaps = find_gaps(requirements, rules, tests) + find_strays(requirements, rules, rows)
    n_rows = sum(len(own) for own, _ in rows.values())
    results = [('gaps are found', check_itself()),
               ('there are requirements and rules', requirements and rules and n_rows == len(rules)),
               ('each requirement and each rule is covered', not gaps)]
    print(f'1..{len(results)}')
    for number, (name, good) in enumerate(results, 1):
        print(f'{"ok" if good else "not ok"} {number} - {name}')
    for gap in gaps:
        print(f'# {gap}')
    return not all(good for _, good in results)


if __name__ == '__main__':
    sys.exit(main())
