#define G_LOG_DOMAIN "vitrine"

#include "app/findability/vt-finding-item.h"

struct _VtFindingItem
{
  GObject parent_instance;

  GPtrArray *findings; /* (owned) keeps the finding */
  guint index;
};

struct _VtFindingGroup
{
  GObject parent_instance;

  VtCheckRule rule;
  GPtrArray *findings; /* (owned) never changed: replaced */
};

enum
{
  PROP_0,
  PROP_N_ITEMS,
  N_PROPERTIES
};

static GParamSpec *properties[N_PROPERTIES];

static void list_model_init (GListModelInterface *iface);

G_DEFINE_FINAL_TYPE (VtFindingItem, vt_finding_item, G_TYPE_OBJECT)
G_DEFINE_FINAL_TYPE_WITH_CODE (VtFindingGroup,
                               vt_finding_group,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, list_model_init))

static void
vt_finding_item_finalize (GObject *object)
{
  g_clear_pointer (&VT_FINDING_ITEM (object)->findings, g_ptr_array_unref);
  G_OBJECT_CLASS (vt_finding_item_parent_class)->finalize (object);
}

static void
vt_finding_item_class_init (VtFindingItemClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = vt_finding_item_finalize;
}

static void
vt_finding_item_init (G_GNUC_UNUSED VtFindingItem *self)
{
}

/**
 * vt_finding_item_new:
 * @findings: (element-type VtFinding): findings that do not change any more
 * @index: one of them
 *
 * Returns: (transfer full): a row for it
 */
VtFindingItem *
vt_finding_item_new (GPtrArray *findings, guint index)
{
  VtFindingItem *self = g_object_new (VT_TYPE_FINDING_ITEM, NULL);

  self->findings = g_ptr_array_ref (findings);
  self->index = index;
  return self;
}

/**
 * vt_finding_item_get:
 * @self: a row
 *
 * Returns: (transfer none): its finding
 */
const VtFinding *
vt_finding_item_get (VtFindingItem *self)
{
  return g_ptr_array_index (self->findings, self->index);
}

static GType
get_item_type (G_GNUC_UNUSED GListModel *model)
{
  return VT_TYPE_FINDING_ITEM;
}

static guint
get_n_items (GListModel *model)
{
  return VT_FINDING_GROUP (model)->findings->len;
}

/* Rows are made as they come near. */
static gpointer
get_item (GListModel *model, guint position)
{
  VtFindingGroup *self = VT_FINDING_GROUP (model);

  return position < self->findings->len ? vt_finding_item_new (self->findings, position) : NULL;
}

static void
list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = get_item_type;
  iface->get_n_items = get_n_items;
  iface->get_item = get_item;
}

static void
vt_finding_group_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  if (id == PROP_N_ITEMS)
    g_value_set_uint (value, VT_FINDING_GROUP (object)->findings->len);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
vt_finding_group_finalize (GObject *object)
{
  g_clear_pointer (&VT_FINDING_GROUP (object)->findings, g_ptr_array_unref);
  G_OBJECT_CLASS (vt_finding_group_parent_class)->finalize (object);
}

static void
vt_finding_group_class_init (VtFindingGroupClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = vt_finding_group_get_property;
  object_class->finalize = vt_finding_group_finalize;

  properties[PROP_N_ITEMS] =
      g_param_spec_uint ("n-items", NULL, NULL, 0, G_MAXUINT, 0, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPERTIES, properties);
}

static void
vt_finding_group_init (VtFindingGroup *self)
{
  self->findings = g_ptr_array_new ();
}

/**
 * vt_finding_group_new:
 * @rule: a rule
 *
 * Returns: (transfer full): a group without findings
 */
VtFindingGroup *
vt_finding_group_new (VtCheckRule rule)
{
  VtFindingGroup *self = g_object_new (VT_TYPE_FINDING_GROUP, NULL);

  self->rule = rule;
  return self;
}

/**
 * vt_finding_group_get_rule:
 * @self: a group
 *
 * Returns: its rule
 */
VtCheckRule
vt_finding_group_get_rule (VtFindingGroup *self)
{
  return self->rule;
}

static gboolean
is_same (gconstpointer a, gconstpointer b)
{
  const VtFinding *one = a;
  const VtFinding *other = b;

  return one->target.item == other->target.item && g_str_equal (one->name, other->name) &&
         g_str_equal (one->title, other->title) && g_str_equal (one->sentence, other->sentence);
}

/**
 * vt_finding_group_set_findings:
 * @self: a group
 * @findings: (element-type VtFinding): what it has now; not changed any more
 *
 * Only what differs is told, so that the list stays where it is while somebody mends things.
 */
void
vt_finding_group_set_findings (VtFindingGroup *self, GPtrArray *findings)
{
  g_autoptr (GPtrArray) old = g_steal_pointer (&self->findings);
  guint least = MIN (old->len, findings->len);
  guint start = 0;
  guint end = 0;

  while (start < least && is_same (g_ptr_array_index (old, start), g_ptr_array_index (findings, start)))
    start++;
  while (end < least - start &&
         is_same (g_ptr_array_index (old, old->len - 1 - end), g_ptr_array_index (findings, findings->len - 1 - end)))
    end++;

  self->findings = g_ptr_array_ref (findings);
  if (old->len - start - end > 0 || findings->len - start - end > 0)
    g_list_model_items_changed (G_LIST_MODEL (self), start, old->len - start - end, findings->len - start - end);
  if (old->len != findings->len)
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_N_ITEMS]);
}
