#pragma once

#include "search/engine/vix-buffer.h"
#include "search/engine/vix-format.h"
#include "search/engine/vix-shades.h"
#include "search/engine/vix-sound.h"

typedef struct _VixBuilder VixBuilder;

/* Gives the stem of a word into stem (VIX_WORD_MAX bytes); returns its length, 0 when the word is its own. */
typedef size_t (*VixStemFunc) (const char *word, size_t length, char *stem, void *user);

VixBuilder *vix_builder_new (const VixAllocator *allocator, VixLanguage language);
void vix_builder_free (VixBuilder *self);

uint32_t vix_builder_add_field (VixBuilder *self, const char *name, size_t length, uint32_t kind, uint32_t weight);
uint32_t vix_builder_add_column (VixBuilder *self, VixColumnKind kind, const char *name, size_t length);

bool vix_builder_begin (VixBuilder *self, const char *id, size_t id_length, const char *title, size_t title_length);
void vix_builder_add_text (VixBuilder *self, uint32_t field, const char *text, size_t length);
uint32_t vix_builder_get_colours (const VixBuilder *self);
void vix_builder_add_shades (VixBuilder *self, uint32_t field, const VixShades *shades);
void vix_builder_add_value (VixBuilder *self, uint32_t column, const char *value, size_t length);
void vix_builder_set_number (VixBuilder *self, uint32_t column, int64_t number);
void
vix_builder_add_synonym (VixBuilder *self, const char *word, size_t length, const char *other, size_t other_length);
void vix_builder_add_verdict (VixBuilder *self,
                              const char *query,
                              size_t length,
                              VixVerdictKind kind,
                              uint32_t document,
                              uint32_t value);
void
vix_builder_add_redirect (VixBuilder *self, const char *query, size_t length, const char *place, size_t place_length);
uint32_t vix_builder_n_documents (const VixBuilder *self);

bool vix_builder_finish (VixBuilder *self, VixStemFunc stem, void *user, uint8_t **data, size_t *size);
