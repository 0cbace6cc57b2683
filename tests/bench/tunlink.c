/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* A long thin link between two network namespaces, in user space, for kernels without sch_netem.
 *
 * tunlink NEAR FAR DELAY_MS FLOW_KBIT LINK_KBIT QUEUE_MS: each way takes DELAY_MS; from FAR to NEAR
 * a flow gets FLOW_KBIT and all of them LINK_KBIT a second; what would wait longer than QUEUE_MS is
 * dropped. The kernel's own TCP runs over it. Ends on SIGTERM. */

#include <fcntl.h>
#include <linux/if_tun.h>
#include <net/if.h>
#include <poll.h>
#include <sched.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/timerfd.h>
#include <time.h>
#include <unistd.h>

#define PACKET_MAX_BYTES 65536
#define PACKETS_AT_ONCE 64

typedef struct
{
  double due;     /* seconds, monotonic */
  uint64_t order; /* packets of one moment keep their order */
  int side;       /* index of the interface that gets it */
  int size;       /* bytes */
  unsigned char *data;
} Packet;

typedef struct
{
  int fds[2]; /* near, far */
  int timer;
  double delay;                /* seconds each way */
  double flow_rate, link_rate; /* bytes a second */
  double queue;                /* seconds */
  double flow_free[65536];     /* by port: when the flow's share is free again */
  double link_free;
  Packet *heap;
  int length, capacity;
  uint64_t order;
} Link;

static double
now (void)
{
  struct timespec t;

  clock_gettime (CLOCK_MONOTONIC, &t);
  return (double) t.tv_sec + (double) t.tv_nsec / 1e9;
}

static int
is_before (const Packet *a, const Packet *b)
{
  return a->due < b->due || (a->due <= b->due && a->order < b->order);
}

static void
swap (Packet *a, Packet *b)
{
  Packet kept = *a;

  *a = *b;
  *b = kept;
}

static void
push (Link *link, Packet packet)
{
  int i = link->length++;

  if (link->length > link->capacity)
    {
      link->capacity = link->capacity == 0 ? 4096 : link->capacity * 2;
      link->heap = realloc (link->heap, link->capacity * sizeof *link->heap);
      if (link->heap == NULL)
        abort ();
    }
  link->heap[i] = packet;
  for (; i > 0 && is_before (&link->heap[i], &link->heap[(i - 1) / 2]); i = (i - 1) / 2)
    swap (&link->heap[i], &link->heap[(i - 1) / 2]);
}

static Packet
pop (Link *link)
{
  Packet first = link->heap[0];
  int i = 0;

  link->heap[0] = link->heap[--link->length];
  for (;;)
    {
      int least = i;

      for (int child = 2 * i + 1; child <= 2 * i + 2; child++)
        if (child < link->length && is_before (&link->heap[child], &link->heap[least]))
          least = child;
      if (least == i)
        return first;
      swap (&link->heap[i], &link->heap[least]);
      i = least;
    }
}

static int
open_interface (const char *name_space)
{
  struct ifreq request = { .ifr_flags = IFF_TUN | IFF_NO_PI };
  char path[128];
  int fd;

  snprintf (path, sizeof path, "/run/netns/%s", name_space);
  fd = open (path, O_RDONLY | O_CLOEXEC);
  if (fd < 0 || setns (fd, CLONE_NEWNET) != 0)
    {
      perror (path);
      exit (1);
    }
  close (fd); /* lint: close, there is no GLib here */
  snprintf (request.ifr_name, sizeof request.ifr_name, "tun0");
  fd = open ("/dev/net/tun", O_RDWR | O_NONBLOCK | O_CLOEXEC);
  if (fd < 0 || ioctl (fd, TUNSETIFF, &request) != 0)
    {
      perror ("tun");
      exit (1);
    }
  return fd;
}

/* When a packet to the near side has left the link; 0: it is dropped. */
static double
shape (Link *link, const unsigned char *data, int size, double time)
{
  int head = (data[0] & 15) * 4;
  unsigned port = (unsigned) data[head + 2] << 8 | data[head + 3];
  double flow = link->flow_free[port] > time ? link->flow_free[port] : time;
  double all = link->link_free > time ? link->link_free : time;

  if (flow - time > link->queue || all - time > link->queue)
    return 0;
  link->flow_free[port] = flow + size / link->flow_rate;
  link->link_free = all + size / link->link_rate;
  return link->flow_free[port] > link->link_free ? link->flow_free[port] : link->link_free;
}

static void
receive (Link *link, int side)
{
  unsigned char data[PACKET_MAX_BYTES];

  for (int i = 0; i < PACKETS_AT_ONCE; i++)
    {
      int size = (int) read (link->fds[side], data, sizeof data);
      double time = now ();
      double left = time;
      Packet packet;

      if (size <= 0)
        return;
      if (side == 1 && size >= 28 && data[0] >> 4 == 4)
        left = shape (link, data, size, time);
      if (left <= 0)
        continue;
      packet = (Packet){ left + link->delay, link->order++, !side, size, malloc (size) };
      if (packet.data == NULL)
        abort ();
      memcpy (packet.data, data, size);
      push (link, packet);
    }
}

static void
deliver (Link *link)
{
  double time = now ();

  while (link->length > 0 && link->heap[0].due <= time + 0.0001)
    {
      Packet packet = pop (link);

      if (write (link->fds[packet.side], packet.data, packet.size) < 0)
        perror ("write");
      free (packet.data);
    }
}

static void
set_timer (Link *link)
{
  struct itimerspec when = { 0 };

  if (link->length > 0)
    {
      when.it_value.tv_sec = (time_t) link->heap[0].due;
      when.it_value.tv_nsec = (long) ((link->heap[0].due - (double) when.it_value.tv_sec) * 1e9);
    }
  timerfd_settime (link->timer, TFD_TIMER_ABSTIME, &when, NULL);
}

static double
read_number (const char *text)
{
  char *end = NULL;
  double number = strtod (text, &end);

  if (end == text || *end != '\0' || number <= 0)
    {
      fprintf (stderr, "tunlink: not a number: %s\n", text);
      exit (2);
    }
  return number;
}

int
main (int count, char **arguments)
{
  Link *link = calloc (1, sizeof *link);

  if (count != 7 || link == NULL)
    return 2;
  link->fds[0] = open_interface (arguments[1]);
  link->fds[1] = open_interface (arguments[2]);
  link->delay = read_number (arguments[3]) / 1e3;
  link->flow_rate = read_number (arguments[4]) * 125;
  link->link_rate = read_number (arguments[5]) * 125;
  link->queue = read_number (arguments[6]) / 1e3;
  link->timer = timerfd_create (CLOCK_MONOTONIC, TFD_NONBLOCK | TFD_CLOEXEC);
  puts ("up");
  fflush (stdout);
  for (;;)
    {
      struct pollfd polled[3] = { { link->fds[0], POLLIN, 0 },
                                  { link->fds[1], POLLIN, 0 },
                                  { link->timer, POLLIN, 0 } };
      uint64_t ignored;

      set_timer (link);
      if (poll (polled, 3, -1) < 0)
        return 1;
      if (polled[2].revents != 0 && read (link->timer, &ignored, sizeof ignored) < 0)
        perror ("timer");
      for (int side = 0; side < 2; side++)
        if (polled[side].revents != 0)
          receive (link, side);
      deliver (link);
    }
}
