#!/usr/bin/python3
# SPDX-FileCopyrightText: The Haulier authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Tests check-source.py: every rule finds its fault, and is content with the right way."""
import importlib.util
import pathlib
import re
import tempfile
import unittest

spec = importlib.util.spec_from_file_location('check_source', pathlib.Path(__file__).with_name('check-source.py'))
check_source = importlib.util.module_from_spec(spec)
spec.loader.exec_module(check_source)

SPDX = '/* SPDX-FileCopyrightText: The Haulier authors\n * SPDX-License-Identifier: GPL-3.0-or-later\n */\n'
C = SPDX + '#include "config.h"\n'
H = SPDX + '#pragma once\n'

# Files of a tree, and the rules that complain about it.
CASES = {
    'clean': ({'src/model/a.c': C + 'static const int table[] = { 1 };\n'}, []),
    'no-spdx': ({'src/model/a.c': '#include "config.h"\n'}, ['spdx']),
    'no-spdx-script': ({'start': '#!/bin/sh\n'}, ['spdx']),
    'config-first': ({'src/model/a.c': SPDX + '#include <glib.h>\n'}, ['config']),
    'no-once': ({'src/model/a.h': SPDX}, ['once']),
    'layer-up': ({'src/model/a.c': C + '#include "b.h"\n', 'src/policy/b.h': H}, ['layer']),
    'layer-down': ({'src/policy/a.c': C + '#include "b.h"\n', 'src/model/b.h': H}, []),
    'layer-sideways': ({'src/store/a.c': C + '#include "b.h"\n', 'src/identity/b.h': H}, ['layer']),
    'library': ({'src/engine/a.c': C + '#include <curl/curl.h>\n'}, ['layer']),
    'library-home': ({'src/transfer/a.c': C + '#include <curl/curl.h>\n'}, []),
    'pure': ({'src/policy/a.c': C + '#include <gio/gio.h>\n'}, ['layer']),
    'goto': ({'src/model/a.c': C + '  goto out;\n'}, ['goto']),
    'goto-in-words': ({'src/model/a.c': C + '/* no goto here */\nconst char *a = "goto";\n'}, []),
    'static': ({'src/model/a.c': C + 'static int counter = 0;\n'}, ['static']),
    'static-function': ({'src/model/a.c': C + 'static int\nf (void)\n{\n}\n'}, []),
    'static-prototype': ({'src/model/a.c': C + 'static int f (void);\n'}, []),
    'static-gobject': ({'src/model/a.c': C + 'static GParamSpec *properties[N_PROPERTIES];\n'}, []),
    'static-source': ({'src/model/a.c': C + 'static GSourceFuncs funcs = {\n};\n'}, []),
    'banned': ({'src/model/a.c': C + '  strcpy (a, b);\n'}, ['strcpy']),
    'banned-close': ({'src/model/a.c': C + '  close (fd);\n'}, ['close']),
    'method-close': ({'src/model/a.c': C + '  a->close (fd);\n  g_close (fd, NULL);\n'}, []),
    'waived': ({'src/model/a.c': C + '/* lint: close, the error was reported before */\n  close (fd);\n'}, []),
    'waived-other-rule': ({'src/model/a.c': C + '  close (fd); /* lint: goto, no */\n'}, ['close']),
    'decision': ({'src/engine/a.c': C + '  if (a.kind == HAULIER_ACCOUNT_LOCAL_SYSTEM)\n'}, ['decision']),
    'decision-unequal': ({'src/daemon/a.c': C + '  b = s != HAULIER_AUTH_SCHEME_BASIC;\n'}, ['decision']),
    'decision-case': ({'src/identity/a.c': C + '    case HAULIER_PROFILE_XP:\n'}, ['decision']),
    'decision-flag': ({'src/engine/a.c': C + '  if ((flags & HAULIER_TOKEN_NETWORK) != 0)\n'}, ['decision']),
    'decision-home': ({'src/policy/a.c': C + '  if (a.kind == HAULIER_ACCOUNT_LOCAL_SYSTEM)\n'}, []),
    'decision-waived': ({'src/engine/a.c': C + '  a = k == HAULIER_ACCOUNT_LOGIN_USER; /* lint: decision, why */\n'},
                        []),
    'decision-made': ({'src/engine/a.c': C + '  usage = HAULIER_PROXY_USAGE_NO_PROXY;\n'}, []),
    'unfinished': ({'src/model/a.c': C + '/* TO' + 'DO: more */\n'}, ['unfinished']),
    'machine': ({'src/model/a.c': C + 'const char *a = "/ro' + 'ot/x";\n'}, ['machine']),
    'line-comment': ({'src/model/a.c': C + '// no\n'}, ['comment']),
    'url': ({'src/model/a.c': C + 'const char *a = "http://x";\n'}, []),
    'long-line': ({'src/model/a.c': C + 'int a; /* ' + 'x' * 120 + ' */\n'}, ['columns']),
    'long-file': ({'src/model/a.c': C + 'int a;\n' * 600}, ['length']),
    'long-readme': ({'src/model/README.md': 'x\n' * 26}, ['length']),
    'no-docs': ({'src/model/a.h': H + 'int haulier_a_get (void);\n'}, ['docs']),
    'docs-in-c': ({'src/model/a.h': H + 'int haulier_a_get (void);\n',
                   'src/model/a.c': C + '/**\n * haulier_a_get:\n */\n'}, []),
    'policy-source': ({'src/policy/a.h': H + '/**\n * haulier_a:\n */\nint haulier_a (void);\n'}, ['docs']),
}


class CheckSource(unittest.TestCase):
    """One subtest a row."""

    def test_rows(self):
        for name, (tree, rules) in CASES.items():
            with self.subTest(name), tempfile.TemporaryDirectory() as folder:
                top = pathlib.Path(folder)
                for path, text in tree.items():
                    (top / path).parent.mkdir(parents=True, exist_ok=True)
                    (top / path).write_text(text, encoding='utf-8')
                    (top / path).parent.joinpath('README.md').touch()
                complaints = check_source.check(top)
                self.assertEqual([re.search(r'\[([\w-]+)\]$', line)[1] for line in complaints], rules, complaints)

    def test_missing_readme(self):
        with tempfile.TemporaryDirectory() as folder:
            top = pathlib.Path(folder)
            (top / 'src/model').mkdir(parents=True)
            (top / 'src/model/a.c').write_text(C, encoding='utf-8')
            self.assertEqual(check_source.check(top), ['src/model: no README.md [readme]'])


if __name__ == '__main__':
    unittest.main()
