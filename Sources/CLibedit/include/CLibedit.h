// The C side of the line editor: libedit's variadic calls under fixed names, and signal handlers that only note a signal.
//
// In: arguments for el_set, el_wset and el_get. Out: what libedit answers. No decision is taken here.
// Source: editline(3); the signal handlers keep to the functions that signal-safety(7) allows.
#ifndef CLIBEDIT_H
#define CLIBEDIT_H

#include <histedit.h>
#include <stddef.h>
#include <wchar.h>

typedef unsigned char (*clibedit_function)(EditLine *, wint_t);
typedef wchar_t *(*clibedit_prompt)(EditLine *);
typedef int (*clibedit_reader)(EditLine *, wchar_t *);

// Standard input, a fully buffered stream of its own on standard output, and messages nowhere; NULL where that fails.
EditLine *clibedit_open(const char *program);
void clibedit_close(EditLine *editor);

int clibedit_set_owner(EditLine *editor, void *owner);
void *clibedit_owner(EditLine *editor);
int clibedit_set_editor(EditLine *editor, const char *name);
int clibedit_set_terminal(EditLine *editor, const char *name);
int clibedit_set_prompt(EditLine *editor, clibedit_prompt prompt, wchar_t escape);
int clibedit_set_right_prompt(EditLine *editor, clibedit_prompt prompt, wchar_t escape);
int clibedit_set_reader(EditLine *editor, clibedit_reader reader);
int clibedit_ignore_signals(EditLine *editor);
// ^S and ^Q are keys while a line is edited.
int clibedit_free_flow_control_keys(EditLine *editor);
int clibedit_add_function(EditLine *editor, const char *name, const char *help, clibedit_function function);
int clibedit_bind(EditLine *editor, const char *key, const char *function);
int clibedit_bind_command_mode(EditLine *editor, const char *key, const char *function);
int clibedit_set_raw(EditLine *editor, int raw);
int clibedit_set_editing(EditLine *editor, int editing);
int clibedit_is_editing(EditLine *editor);
int clibedit_refresh(EditLine *editor);
// The termcap string of two letters, NULL where the terminal has none.
const char *clibedit_capability(EditLine *editor, const char *name);

// Bytes into the editor's own output stream; they leave with the next flush.
void clibedit_write(EditLine *editor, const char *bytes, size_t count);
void clibedit_flush(EditLine *editor);
// Sends libedit's complaints (about ~/.editrc) to standard error, or nowhere.
void clibedit_report_errors(EditLine *editor, int report);

int clibedit_width(unsigned int scalar);
int clibedit_is_printable(unsigned int scalar);
int clibedit_is_control(unsigned int scalar);
// Columns and rows of the terminal on standard input or output; 0 where there is none.
int clibedit_columns(void);
int clibedit_rows(void);

// Signals: a handler notes the number in a pipe, and for SIGINT in a flag; nothing else.
// The reading end of the pipe (made at the first call), -1 where none can be made.
int clibedit_signal_pipe(void);
int clibedit_catch(int signal_number);
int clibedit_catches(int signal_number);
// Back to what was before the first clibedit_catch or clibedit_ignore.
int clibedit_release(int signal_number);
int clibedit_ignore(int signal_number);
// 1 when SIGINT came since the last call.
int clibedit_take_interrupt(void);
// Puts a byte above any signal number into the pipe: something other than a signal wants the reader.
void clibedit_wake(void);
#define CLIBEDIT_WAKE 255

#endif
