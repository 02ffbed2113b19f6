/* timed [-n TIMES] [-s FIRST] SAMPLES COMMAND...: runs COMMAND one time or TIMES times and appends a line to SAMPLES:
 * wall time and processor time in microseconds, both of one run on average, and the largest resident set in KiB.
 *
 * `{}` inside a word of COMMAND becomes FIRST, FIRST + 1 and so on. Standard output goes to /dev/null. A command that
 * fails stops everything: a time is only worth something when the job was done. */
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

int main(int argc, char** argv) {
  long times = 1;
  long first = 0;
  for (int option = 0; (option = getopt(argc, argv, "+n:s:")) != -1;) {
    if (option == 'n')
      times = atol(optarg);
    else if (option == 's')
      first = atol(optarg);
    else
      return 2;
  }
  if (argc - optind < 2 || times < 1) stop("usage: timed [-n TIMES] [-s FIRST] SAMPLES COMMAND...");
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, "/dev/null", O_WRONLY, 0);

  double wall = 0;
  double processor = 0;
  long memory = 0;
  for (long i = 0; i < times; ++i) {
    char** const words = numbered_words(argv + optind + 1, argc - optind - 1, first + i);
    struct timespec begin;
    struct timespec end;
    struct rusage usage;
    pid_t child = 0;
    int status = 0;
    clock_gettime(CLOCK_MONOTONIC, &begin);
    if (posix_spawnp(&child, words[0], &actions, NULL, words, environ) != 0) stop(words[0]);
    if (wait4(child, &status, 0, &usage) != child) stop("wait4");
    clock_gettime(CLOCK_MONOTONIC, &end);
    if (!WIFEXITED(status) || WEXITSTATUS(status) != 0) {
      fprintf(stderr, "timed: %s %s ... failed\n", words[0], words[1] == NULL ? "" : words[1]);
      return 1;
    }
    wall += (double)(end.tv_sec - begin.tv_sec) * 1e6 + (double)(end.tv_nsec - begin.tv_nsec) / 1e3;
    processor += micros(usage.ru_utime) + micros(usage.ru_stime);
    if (usage.ru_maxrss > memory) memory = usage.ru_maxrss;
    free(words);
  }
  FILE* const samples = fopen(argv[optind], "a");
  if (samples == NULL) stop(argv[optind]);
  fprintf(samples, "%.1f %.1f %ld\n", wall / (double)times, processor / (double)times, memory);
  return fclose(samples) != 0;
}
