/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* What a program of this room gives up before anything reaches it from outside. */
#include "config.h"

#include "haulier-confinement.h"

#include <errno.h>
#include <sched.h>
#include <seccomp.h>
#include <sys/prctl.h>

#include "haulier-error.h"
#include "haulier-landlock.h"

#define KIND(confinement) (1u << (confinement))
#define ALL                                                                                        \
  (KIND (HAULIER_CONFINEMENT_WHOLE) | KIND (HAULIER_CONFINEMENT_NETWORK)                           \
   | KIND (HAULIER_CONFINEMENT_FILES))

/* Calls that none of these programs makes, but who has taken one over would. Those that a kernel or
 * a processor does not have are left out. */
static const struct
{
  const char *calls; /* separated by blanks */
  guint kinds;
} rows[] = {
  { .calls = "execve execveat", .kinds = ALL },
#ifndef __SANITIZE_ADDRESS__
  /* Who looks for leaks at the end stops the threads with it. */
  { .calls = "ptrace", .kinds = ALL },
#endif
  { .calls = "process_vm_readv process_vm_writev process_madvise kcmp pidfd_getfd", .kinds = ALL },
  { .calls = "bpf perf_event_open userfaultfd lookup_dcookie", .kinds = ALL },
  /* Its steps go round this filter. */
  { .calls = "io_uring_setup io_uring_enter io_uring_register", .kinds = ALL },
  { .calls = "mount umount umount2 pivot_root chroot move_mount open_tree open_tree_attr fsopen "
             "fsconfig fsmount fspick mount_setattr name_to_handle_at open_by_handle_at",
    .kinds = ALL },
  { .calls = "unshare setns", .kinds = ALL },
  { .calls = "setuid setgid setreuid setregid setresuid setresgid setfsuid setfsgid setgroups "
             "setuid32 setgid32 setreuid32 setregid32 setresuid32 setresgid32 setfsuid32 "
             "setfsgid32 setgroups32 capset",
    .kinds = ALL },
  { .calls = "init_module finit_module delete_module kexec_load kexec_file_load reboot swapon "
             "swapoff acct quotactl quotactl_fd syslog settimeofday clock_settime clock_settime64 "
             "adjtimex clock_adjtime clock_adjtime64 sethostname setdomainname iopl ioperm "
             "personality",
    .kinds = ALL },
  /* A Kerberos cache may be there. */
  { .calls = "keyctl add_key request_key", .kinds = KIND (HAULIER_CONFINEMENT_FILES) },
  { .calls = "socket socketcall connect bind listen accept accept4",
    .kinds = KIND (HAULIER_CONFINEMENT_FILES) },
};

static gboolean
deny (scmp_filter_ctx filter, const char *name)
{
  int call = seccomp_syscall_resolve_name (name);

  return call == __NR_SCMP_ERROR || seccomp_rule_add (filter, SCMP_ACT_ERRNO (EPERM), call, 0) == 0;
}

static gboolean
deny_rows (scmp_filter_ctx filter, HaulierConfinement confinement)
{
  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_auto (GStrv) names = g_strsplit (rows[i].calls, " ", -1);

      for (gsize j = 0; (rows[i].kinds & KIND (confinement)) != 0 && names[j] != NULL; j++)
        {
          if (!deny (filter, names[j]))
            return FALSE;
        }
    }
  return TRUE;
}

/* A new user namespace has every privilege. The flags of clone3 are in memory, where no filter sees
 * them: the C library takes clone when there is none. */
static gboolean
deny_namespaces (scmp_filter_ctx filter)
{
  return seccomp_rule_add (filter,
                           SCMP_ACT_ERRNO (EPERM),
                           SCMP_SYS (clone),
                           1,
                           SCMP_A0 (SCMP_CMP_MASKED_EQ, CLONE_NEWUSER, CLONE_NEWUSER))
             == 0
         && seccomp_rule_add (filter, SCMP_ACT_ERRNO (ENOSYS), SCMP_SYS (clone3), 0) == 0;
}

static gboolean
load_filter (HaulierConfinement confinement)
{
  scmp_filter_ctx filter = seccomp_init (SCMP_ACT_ALLOW);
  gboolean loaded = filter != NULL && deny_rows (filter, confinement) && deny_namespaces (filter)
                    && seccomp_load (filter) == 0;

  if (filter != NULL)
    seccomp_release (filter);
  return loaded;
}

/**
 * haulier_confinement_enter:
 * @confinement: what the program is for
 * @error: return location
 *
 * Nobody of the same user reads the memory of this process from now on; what it never needs of the
 * kernel is refused, with EPERM; the network side sees of the file system what a network side
 * needs, where the kernel can do that. Before there are threads.
 *
 * Returns: whether it is so
 */
gboolean
haulier_confinement_enter (HaulierConfinement confinement, GError **error)
{
  const char *step = NULL;

  if (prctl (PR_SET_DUMPABLE, 0, 0, 0, 0) != 0)
    step = "keep the memory private";
  else if (prctl (PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0)
    step = "give up new privileges";
  else if (confinement == HAULIER_CONFINEMENT_NETWORK && !haulier_landlock_enter ())
    step = "give up the file system";
  else if (!load_filter (confinement))
    step = "give up system calls";
  if (step == NULL)
    return TRUE;
  g_set_error (error, HAULIER_ERROR, HAULIER_ERROR_FAILED, "%s: %s", step, g_strerror (errno));
  return FALSE;
}
