/* SPDX-License-Identifier: MIT */
#include "tree.h"

#include <string.h>

bool tree_init(struct tree *tree, struct arena *arena)
{
    *tree = (struct tree){.arena = arena};
    if (!arena_grow(arena, &tree->node, 0, &tree->node_room, sizeof *tree->node) ||
        !arena_grow(arena, &tree->link, 0, &tree->link_room, sizeof *tree->link))
        return false;
    tree->nodes = 1; /* TREE_NOTHING */
    return true;
}

bool tree_full(const struct tree *tree)
{
    return tree->arena->failed || tree->nodes >= TREE_MOST_NODES;
}

int tree_add(struct tree *tree, enum tree_kind kind, size_t at, const char *name,
             const int *child, int children)
{
    if (tree_full(tree) || !arena_grow(tree->arena, &tree->node, tree->nodes,
                                       &tree->node_room, sizeof *tree->node))
        return 0;
    int first = tree->links, height = 0;
    for (int i = 0; i < children; i++) {
        if (tree->node[child[i]].height > height)
            height = tree->node[child[i]].height;
        if (!arena_grow(tree->arena, &tree->link, tree->links, &tree->link_room,
                        sizeof *tree->link))
            return 0;
        tree->link[tree->links++] = child[i];
    }
    tree->node[tree->nodes] = (struct tree_node){
        .kind = kind,
        .first = first,
        .children = children,
        .height = height + 1,
        .name = name,
        .at = at,
    };
    return tree->nodes++;
}

int tree_copy(struct tree *to, const struct tree *from, int node)
{
    if (node == 0) /* TREE_NOTHING stays what it is in every tree */
        return 0;
    struct tree_node source = from->node[node];
    int child[TREE_MOST_CHILDREN];
    for (int i = 0; i < source.children; i++)
        child[i] = tree_copy(to, from, tree_child(from, node, i));
    const char *name = source.name;
    if (name && to->arena != from->arena)
        name = arena_text(to->arena, name, strlen(name));
    int copy = tree_add(to, source.kind, source.at, name, child, source.children);
    if (copy) {
        to->node[copy].value = source.value;
        to->node[copy].primes = source.primes;
        to->node[copy].length = source.length;
    }
    return copy;
}

int tree_with_child(struct tree *tree, int node, int which, int child)
{
    struct tree_node source = tree->node[node];
    int children[TREE_MOST_CHILDREN];
    for (int i = 0; i < source.children; i++)
        children[i] = i == which ? child : tree_child(tree, node, i);
    int copy =
        tree_add(tree, source.kind, source.at, source.name, children, source.children);
    if (copy) {
        tree->node[copy].value = source.value;
        tree->node[copy].primes = source.primes;
        tree->node[copy].length = source.length;
    }
    return copy;
}

bool tree_same(const struct tree *a, int x, const struct tree *b, int y)
{
    const struct tree_node *m = &a->node[x], *n = &b->node[y];
    if (m->kind != n->kind || m->children != n->children || m->value != n->value ||
        m->primes != n->primes || !m->name != !n->name ||
        (m->name && strcmp(m->name, n->name) != 0))
        return false;
    for (int i = 0; i < m->children; i++)
        if (!tree_same(a, tree_child(a, x, i), b, tree_child(b, y, i)))
            return false;
    return true;
}

const char *tree_relation(enum relation relation)
{
    static const char *const spelling[] = {
        [RELATION_EQUAL] = "=",    [RELATION_ABOUT] = "~",
        [RELATION_LESS] = "<",     [RELATION_LESS_EQUAL] = "<=",
        [RELATION_GREATER] = ">",  [RELATION_GREATER_EQUAL] = ">=",
        [RELATION_UNEQUAL] = "!=", [RELATION_UPDATE] = "<-",
    };
    return spelling[relation];
}
