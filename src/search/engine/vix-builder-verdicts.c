#include "search/engine/vix-builder-private.h"

#include "search/engine/vix-verdict.h"

/**
 * vix_builder_add_verdict:
 * @self: a builder
 * @query: what is asked; empty, for %VIX_VERDICT_WEIGHT alone, for every query
 * @length: its bytes
 * @kind: anything but %VIX_VERDICT_REDIRECT
 * @document: the number of a document begun, from 0 in the order of vix_builder_begin()
 * @value: of a pin its place among those of the query; of a weight what the score is multiplied by, of 256: weights of
 *   one document for one query are multiplied by each other, up to %VIX_WEIGHT_MAX
 *
 * Of a query without words nothing is said.
 */
void
vix_builder_add_verdict (VixBuilder *self,
                         const char *query,
                         size_t length,
                         VixVerdictKind kind,
                         uint32_t document,
                         uint32_t value)
{
  VixSourceVerdict verdict = { vix_verdict_key (query, length), kind, document, value };

  if (document >= self->n_documents || kind == VIX_VERDICT_REDIRECT)
    {
      self->failed = true;
      return;
    }
  if (verdict.key == VIX_NO_KEY && (kind != VIX_VERDICT_WEIGHT || length > 0))
    return;
  if (kind == VIX_VERDICT_PIN)
    verdict = (VixSourceVerdict){ verdict.key, kind, value, document };
  else if (kind == VIX_VERDICT_HIDE)
    verdict.second = 0;
  vix_buffer_add (&self->verdicts, &verdict, sizeof verdict);
}

/**
 * vix_builder_add_redirect:
 * @self: a builder
 * @query: what is asked
 * @length: its bytes
 * @place: where that leads instead of to documents
 * @place_length: its bytes
 */
void
vix_builder_add_redirect (VixBuilder *self, const char *query, size_t length, const char *place, size_t place_length)
{
  VixSourceVerdict verdict = { vix_verdict_key (query, length), VIX_VERDICT_REDIRECT, 0, 0 };

  if (verdict.key == VIX_NO_KEY)
    return;
  verdict.second = vix_builder_add_plain (self, place, place_length);
  vix_buffer_add (&self->verdicts, &verdict, sizeof verdict);
}

/* How many were begun: the next one has this number. */
uint32_t
vix_builder_n_documents (const VixBuilder *self)
{
  return self->n_documents;
}

static bool
comes_before (const VixSourceVerdict *a, const VixSourceVerdict *b)
{
  if (a->key != b->key)
    return a->key < b->key;
  if (a->kind != b->kind)
    return a->kind < b->kind;

  return a->first != b->first ? a->first < b->first : a->second < b->second;
}

static void
sift_down (VixSourceVerdict *verdicts, size_t at, size_t n)
{
  VixSourceVerdict verdict = verdicts[at];

  for (;;)
    {
      size_t child = at * 2 + 1;

      if (child >= n)
        break;
      if (child + 1 < n && comes_before (&verdicts[child], &verdicts[child + 1]))
        child++;
      if (!comes_before (&verdict, &verdicts[child]))
        break;
      verdicts[at] = verdicts[child];
      at = child;
    }
  verdicts[at] = verdict;
}

static void
sort (VixSourceVerdict *verdicts, size_t n)
{
  for (size_t i = n / 2; i-- > 0;)
    sift_down (verdicts, i, n);
  for (size_t i = n; i-- > 1;)
    {
      VixSourceVerdict verdict = verdicts[i];

      verdicts[i] = verdicts[0];
      verdicts[0] = verdict;
      sift_down (verdicts, 0, i);
    }
}

/* Two pins in one place stand one behind the other; of the same thing said twice, weights are multiplied. */
static size_t
merge (VixSourceVerdict *verdicts, size_t n)
{
  size_t kept = 0;

  for (size_t i = 0; i < n; i++)
    {
      VixSourceVerdict *before = kept > 0 ? &verdicts[kept - 1] : NULL;
      bool same_kind = before != NULL && before->key == verdicts[i].key && before->kind == verdicts[i].kind;

      if (same_kind && before->kind == VIX_VERDICT_PIN && before->first >= verdicts[i].first)
        verdicts[i].first = before->first + 1;
      else if (same_kind && before->first == verdicts[i].first)
        {
          uint64_t both = (uint64_t) before->second * verdicts[i].second >> 8;

          if (before->kind == VIX_VERDICT_WEIGHT)
            before->second = both > VIX_WEIGHT_MAX ? VIX_WEIGHT_MAX : (uint32_t) both;
          continue;
        }
      verdicts[kept++] = verdicts[i];
    }

  return kept;
}

void
vix_write_verdicts (VixBuilder *self, VixBuffer *verdicts)
{
  VixSourceVerdict *sources = (VixSourceVerdict *) (void *) self->verdicts.data;
  size_t n = self->verdicts.size / sizeof *sources;

  sort (sources, n);
  n = merge (sources, n);
  for (size_t i = 0; i < n; i++)
    {
      uint32_t second = sources[i].second;

      if (sources[i].kind == VIX_VERDICT_WEIGHT && second > VIX_WEIGHT_MAX)
        second = VIX_WEIGHT_MAX;
      vix_buffer_add_u64 (verdicts, sources[i].key);
      vix_buffer_add_u32 (verdicts, sources[i].kind);
      vix_buffer_add_u32 (verdicts, sources[i].first);
      vix_buffer_add_u32 (verdicts, second);
    }
}
