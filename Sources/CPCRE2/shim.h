/* PCRE2 with 8-bit code units as one module.
 *
 * PCRE2 names its functions and types through macros that Swift cannot see; the few that Pattern.swift needs
 * are wrapped here one to one. Nothing else is added. Source: pcre2api(3).
 */
#ifndef DRYDOCK_CPCRE2_SHIM_H
#define DRYDOCK_CPCRE2_SHIM_H

#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>
#include <stddef.h>
#include <stdint.h>

static inline void *drydock_pcre2_compile(
    const uint8_t *pattern, size_t length, uint32_t options, size_t length_limit, uint32_t nesting_limit,
    int *error_code, size_t *error_offset) {
  pcre2_compile_context *context = pcre2_compile_context_create(NULL);
  if (context == NULL) return NULL;
  pcre2_set_max_pattern_length(context, length_limit);
  pcre2_set_parens_nest_limit(context, nesting_limit);
  pcre2_code *code = pcre2_compile(pattern, length, options, error_code, error_offset, context);
  pcre2_compile_context_free(context);
  return code;
}

static inline void drydock_pcre2_free(void *code) { pcre2_code_free((pcre2_code *)code); }

/* At least 0: a match. PCRE2_ERROR_NOMATCH, PCRE2_ERROR_MATCHLIMIT and the like are negative. */
static inline int drydock_pcre2_match(
    const void *code, const uint8_t *subject, size_t length, uint32_t match_limit, uint32_t depth_limit,
    uint32_t heap_limit_kibibytes) {
  pcre2_match_context *context = pcre2_match_context_create(NULL);
  if (context == NULL) return PCRE2_ERROR_NOMEMORY;
  pcre2_set_match_limit(context, match_limit);
  pcre2_set_depth_limit(context, depth_limit);
  pcre2_set_heap_limit(context, heap_limit_kibibytes);
  pcre2_match_data *data = pcre2_match_data_create(1, NULL);
  int result = data == NULL
      ? PCRE2_ERROR_NOMEMORY
      : pcre2_match((const pcre2_code *)code, subject, length, 0, 0, data, context);
  if (data != NULL) pcre2_match_data_free(data);
  pcre2_match_context_free(context);
  return result;
}

/* Writes PCRE2's own words for an error code; the length written, or negative. */
static inline int drydock_pcre2_error_message(int code, uint8_t *buffer, size_t length) {
  return pcre2_get_error_message(code, buffer, length);
}

#endif
