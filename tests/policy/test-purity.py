#!/usr/bin/python3
# SPDX-FileCopyrightText: The Haulier authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Checks that the pure libraries reach nothing impure: test-purity.py LIBRARY…

What a library needs from elsewhere is compared with what pure code may need: memory, text, values.
Whatever is not on the list (files, time, environment, bus, log, random numbers) is a failure.
"""
import pathlib
import re
import subprocess
import sys

ALLOWED = re.compile(r'''
    haulier_\w+
  | g_(array|ptr_array|bytes|hash_table|list|slist|string|strv|variant|uri|checksum|enum|flags|type|ascii|utf8
       |unichar|str|qsort|quark|error|intern|once_init|mutex|boxed|value)_\w+
  | g_(free|free_sized|malloc\w*|realloc\w*|strdup\w*|strndup|strfreev|strsplit\w*|strjoin\w*|strconcat|strlcpy|strv\w*
       |strcmp0|strrstr\w*|strescape|strreverse|strstrip|strchug|strchomp|memdup2|clear_error|clear_pointer|snprintf
       |vsnprintf|prefix_error\w*|propagate_\w*error|set_error\w*|uuid_string_is_valid|path_is_absolute|shell_parse_argv
       |strcompress|strstr_len|assertion_message\w*|return_if_fail_warning|pointer_bit_\w+)
  | inet_pton|mem(chr|cmp|cpy|move|set)|str(c?spn|r?chr|n?cmp|n?len|r?str|pbrk)|qsort|abort|v?snprintf
  | mmap(64)?|munmap|mlock|madvise|sysconf|explicit_bzero|g_atomic_ref_count_\w+
  | __stack_chk_fail|__(mem\w+|v?snprintf|str\w+)_chk|_GLOBAL_OFFSET_TABLE_
  | __(a|ub|l)san_\w+|__sanitizer_\w+|__gcov_\w+|__llvm_\w+|__start___\w+|__stop___\w+
''', re.X)
# Would fit a row above, and is not pure.
REFUSED = re.compile(r'g_(str_to_locale|type_module|uuid_string_random)\w*')


def needed(library):
    """The symbols that the library's own objects do not define."""
    lines = subprocess.run(['nm', '--format=posix', library], check=True, capture_output=True, text=True).stdout
    symbols = {tuple(line.split()[:2]) for line in lines.splitlines() if not line.endswith(':')}
    defined = {symbol for symbol, kind in symbols if kind not in 'Uwv'}
    return sorted({symbol for symbol, kind in symbols if kind in 'Uwv'} - defined)


def is_pure(symbol):
    return ALLOWED.fullmatch(symbol) is not None and REFUSED.fullmatch(symbol) is None


def check_itself():
    """The list refuses what it is there to refuse."""
    impure = ('open openat read write time gettimeofday clock_gettime getenv rand stat g_getenv g_get_real_time '
              'g_get_monotonic_time g_date_time_new_now_utc g_random_int g_uuid_string_random g_file_get_contents '
              'g_file_new_for_path g_open g_log g_log_structured_standard g_print g_printerr g_warning g_timeout_add '
              'g_idle_add g_main_context_default g_dbus_connection_call g_get_home_dir g_get_user_name g_thread_new '
              'g_filename_to_utf8 g_build_filename g_get_current_dir setlocale gettext errno __errno_location printf '
              'fopen exit').split()
    return [symbol for symbol in impure if is_pure(symbol)]


def main(libraries):
    print(f'1..{len(libraries) + 1}')
    results = [('the list refuses what is impure', check_itself())]
    for library in libraries:
        symbols = needed(library)
        found = [symbol for symbol in symbols if not is_pure(symbol)]
        results.append((pathlib.Path(library).name, found if symbols else ['nothing was read']))
    for number, (name, found) in enumerate(results, 1):
        print(f'{"not ok" if found else "ok"} {number} - {name}')
        for symbol in found:
            print(f'# impure: {symbol}')
    return any(found for _, found in results)


if __name__ == '__main__':
    sys.exit(main(sys.argv[1:]))
