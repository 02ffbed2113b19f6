/* timed [-n TIMES] [-s FIRST] [-l LINES] [-x CODE] SAMPLES COMMAND...: runs COMMAND one time or TIMES times and appends
 * a line to SAMPLES: wall time and processor time in microseconds, both of one run on average, and the largest resident
 * set in KiB.
 *
 * `{}` inside a word of COMMAND becomes FIRST, FIRST + 1 and so on. Standard output goes to /dev/null; with -l to a
 * pipe, of which LINES lines are read before it is closed: the wall time is that until the last of them was there, the
 * processor time what COMMAND took until it ended. A command that fails, by any exit code but 0 or CODE, stops
 * everything: a time is only worth something when the job was done. */
#include <fcntl.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

extern char** environ;

static _Noreturn void stop(const char* what) {
  fprintf(stderr, "timed: %s\n", what);
  exit(1);
}

static double micros(struct timeval time) { return (double)time.tv_sec * 1e6 + (double)time.tv_usec; }

/* The word with `{}` replaced; the word itself when there is none. */
static char* numbered(char* word, long number) {
  char* const braces = strstr(word, "{}");
  if (braces == NULL) return word;
  char* text = NULL;
  if (asprintf(&text, "%.*s%ld%s", (int)(braces - word), word, number, braces + 2) < 0) stop("no memory");
  return text;
}

static char** numbered_words(char** words, int count, long number) {
  char** copy = calloc((size_t)count + 1, sizeof *copy);
  for (int i = 0; i < count; ++i) copy[i] = numbered(words[i], number);
  return copy;
}

/* Starts the command. With `lines` its standard output is the pipe whose other end is in `*out`. */
static pid_t start(char** words, long lines, int* out) {
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  int ends[2] = {-1, -1};
  if (lines == 0) {
    posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, "/dev/null", O_WRONLY, 0);
  } else {
    if (pipe2(ends, O_CLOEXEC) != 0) stop("pipe");
    posix_spawn_file_actions_adddup2(&actions, ends[1], STDOUT_FILENO);
  }
  pid_t child = 0;
  if (posix_spawnp(&child, words[0], &actions, NULL, words, environ) != 0) stop(words[0]);
  posix_spawn_file_actions_destroy(&actions);
  if (lines > 0) close(ends[1]);
  *out = ends[0];
  return child;
}

/* Reads until so many lines have come, or the end. Whether they came. */
static int read_lines(int in, long lines) {
  static char buffer[64 * 1024];
  for (ssize_t got = 0; lines > 0 && (got = read(in, buffer, sizeof buffer)) > 0;) {
    for (ssize_t i = 0; i < got; ++i) lines -= buffer[i] == '\n';
  }
  return lines <= 0;
}

struct Sample {
  double wall, processor; /* microseconds */
  long memory;            /* KiB */
};

/* One run, added to `sample`. */
static void run(char** words, long lines, int code, struct Sample* sample) {
  struct timespec begin;
  struct timespec end;
  struct rusage usage;
  int status = 0;
  int out = -1;
  clock_gettime(CLOCK_MONOTONIC, &begin);
  const pid_t child = start(words, lines, &out);
  if (lines > 0) {
    if (!read_lines(out, lines)) stop("fewer lines than were to be read");
    clock_gettime(CLOCK_MONOTONIC, &end);
    close(out);
  }
  if (wait4(child, &status, 0, &usage) != child) stop("wait4");
  if (lines == 0) clock_gettime(CLOCK_MONOTONIC, &end);
  if (!WIFEXITED(status) || (WEXITSTATUS(status) != 0 && WEXITSTATUS(status) != code)) {
    fprintf(stderr, "timed: %s %s ... failed\n", words[0], words[1] == NULL ? "" : words[1]);
    exit(1);
  }
  sample->wall += (double)(end.tv_sec - begin.tv_sec) * 1e6 + (double)(end.tv_nsec - begin.tv_nsec) / 1e3;
  sample->processor += micros(usage.ru_utime) + micros(usage.ru_stime);
  if (usage.ru_maxrss > sample->memory) sample->memory = usage.ru_maxrss;
}

int main(int argc, char** argv) {
  long times = 1;
  long first = 0;
  long lines = 0;
  int code = 0;
  for (int option = 0; (option = getopt(argc, argv, "+n:s:l:x:")) != -1;) {
    if (option == 'n')
      times = atol(optarg);
    else if (option == 's')
      first = atol(optarg);
    else if (option == 'l')
      lines = atol(optarg);
    else if (option == 'x')
      code = atoi(optarg);
    else
      return 2;
  }
  if (argc - optind < 2 || times < 1)
    stop("usage: timed [-n TIMES] [-s FIRST] [-l LINES] [-x CODE] SAMPLES COMMAND...");
  struct Sample sum = {0, 0, 0};
  for (long i = 0; i < times; ++i) {
    char** const words = numbered_words(argv + optind + 1, argc - optind - 1, first + i);
    run(words, lines, code, &sum);
    free(words);
  }
  FILE* const samples = fopen(argv[optind], "a");
  if (samples == NULL) stop(argv[optind]);
  fprintf(samples, "%.1f %.1f %ld\n", sum.wall / (double)times, sum.processor / (double)times, sum.memory);
  return fclose(samples) != 0;
}
