#define _GNU_SOURCE
#include "CLibedit.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/ioctl.h>
#include <unistd.h>
#include <wctype.h>

static FILE *quiet;

EditLine *clibedit_open(const char *program) {
  int descriptor = dup(STDOUT_FILENO);
  FILE *output = descriptor < 0 ? NULL : fdopen(descriptor, "w");
  if (quiet == NULL) quiet = fopen("/dev/null", "w");
  if (output == NULL || quiet == NULL) return NULL;
  setvbuf(output, NULL, _IOFBF, 1 << 16);
  return el_init(program, stdin, output, quiet);
}

void clibedit_close(EditLine *editor) {
  FILE *output = NULL;
  el_get(editor, EL_GETFP, 1, &output);
  el_end(editor);
  if (output != NULL) fclose(output);
}

int clibedit_set_owner(EditLine *editor, void *owner) { return el_set(editor, EL_CLIENTDATA, owner); }
void *clibedit_owner(EditLine *editor) {
  void *owner = NULL;
  el_get(editor, EL_CLIENTDATA, &owner);
  return owner;
}
int clibedit_set_editor(EditLine *editor, const char *name) { return el_set(editor, EL_EDITOR, name); }
int clibedit_set_terminal(EditLine *editor, const char *name) { return el_set(editor, EL_TERMINAL, name); }
int clibedit_set_prompt(EditLine *editor, clibedit_prompt prompt, wchar_t escape) {
  return el_wset(editor, EL_PROMPT_ESC, prompt, (int)escape);
}
int clibedit_set_right_prompt(EditLine *editor, clibedit_prompt prompt, wchar_t escape) {
  return el_wset(editor, EL_RPROMPT_ESC, prompt, (int)escape);
}
int clibedit_set_reader(EditLine *editor, clibedit_reader reader) { return el_wset(editor, EL_GETCFN, reader); }
int clibedit_ignore_signals(EditLine *editor) { return el_set(editor, EL_SIGNAL, 0); }
int clibedit_free_flow_control_keys(EditLine *editor) { return el_set(editor, EL_SETTY, "-d", "-ixon", NULL); }
int clibedit_add_function(EditLine *editor, const char *name, const char *help, clibedit_function function) {
  return el_set(editor, EL_ADDFN, name, help, function);
}
int clibedit_bind(EditLine *editor, const char *key, const char *function) {
  return el_set(editor, EL_BIND, key, function, NULL);
}
int clibedit_bind_command_mode(EditLine *editor, const char *key, const char *function) {
  return el_set(editor, EL_BIND, "-a", key, function, NULL);
}
int clibedit_set_raw(EditLine *editor, int raw) { return el_set(editor, EL_PREP_TERM, raw); }
int clibedit_set_editing(EditLine *editor, int editing) { return el_set(editor, EL_EDITMODE, editing); }
int clibedit_is_editing(EditLine *editor) {
  int editing = 0;
  el_get(editor, EL_EDITMODE, &editing);
  return editing;
}
int clibedit_refresh(EditLine *editor) { return el_set(editor, EL_REFRESH); }
const char *clibedit_capability(EditLine *editor, const char *name) {
  const char *text = NULL;
  return el_get(editor, EL_GETTC, name, &text) == 0 ? text : NULL;
}

void clibedit_write(EditLine *editor, const char *bytes, size_t count) {
  FILE *output = NULL;
  if (el_get(editor, EL_GETFP, 1, &output) == 0 && output != NULL) fwrite(bytes, 1, count, output);
}
void clibedit_flush(EditLine *editor) {
  FILE *output = NULL;
  if (el_get(editor, EL_GETFP, 1, &output) == 0 && output != NULL) fflush(output);
}
void clibedit_report_errors(EditLine *editor, int report) {
  el_set(editor, EL_SETFP, 2, report ? stderr : quiet);
}

int clibedit_width(unsigned int scalar) { return wcwidth((wchar_t)scalar); }
int clibedit_is_printable(unsigned int scalar) { return iswprint((wint_t)scalar) != 0; }
int clibedit_is_control(unsigned int scalar) { return iswcntrl((wint_t)scalar) != 0; }

static struct winsize window(void) {
  struct winsize size = {0};
  if (ioctl(STDIN_FILENO, TIOCGWINSZ, &size) != 0 || size.ws_col == 0) ioctl(STDOUT_FILENO, TIOCGWINSZ, &size);
  return size;
}
int clibedit_columns(void) { return window().ws_col; }
int clibedit_rows(void) { return window().ws_row; }

static int ends[2] = {-1, -1};
static volatile sig_atomic_t interrupted;
static struct sigaction previous[65];
static unsigned char caught[65];

int clibedit_signal_pipe(void) {
  if (ends[0] >= 0) return ends[0];
  if (pipe(ends) != 0) return -1;
  for (int index = 0; index < 2; index++) {
    fcntl(ends[index], F_SETFL, fcntl(ends[index], F_GETFL) | O_NONBLOCK);
    fcntl(ends[index], F_SETFD, FD_CLOEXEC);
  }
  return ends[0];
}

static void put(unsigned char byte) {
  int saved = errno;
  ssize_t written = write(ends[1], &byte, 1);
  (void)written;
  errno = saved;
}

static void note(int signal_number) {
  if (signal_number == SIGINT) interrupted = 1;
  put((unsigned char)signal_number);
}

static int install(int signal_number, void (*handler)(int)) {
  struct sigaction action = {0};
  if (signal_number < 1 || signal_number > 64 || clibedit_signal_pipe() < 0) return -1;
  action.sa_handler = handler;
  action.sa_flags = SA_RESTART;
  sigemptyset(&action.sa_mask);
  if (caught[signal_number]) return sigaction(signal_number, &action, NULL);
  if (sigaction(signal_number, &action, &previous[signal_number]) != 0) return -1;
  caught[signal_number] = 1;
  return 0;
}

int clibedit_catch(int signal_number) { return install(signal_number, note); }
int clibedit_ignore(int signal_number) { return install(signal_number, SIG_IGN); }

int clibedit_catches(int signal_number) { return signal_number > 0 && signal_number < 65 && caught[signal_number]; }

int clibedit_release(int signal_number) {
  if (signal_number < 1 || signal_number > 64 || !caught[signal_number]) return 0;
  caught[signal_number] = 0;
  return sigaction(signal_number, &previous[signal_number], NULL);
}

int clibedit_take_interrupt(void) {
  int was = interrupted;
  interrupted = 0;
  return was;
}

void clibedit_wake(void) {
  if (ends[1] >= 0) put(CLIBEDIT_WAKE);
}
