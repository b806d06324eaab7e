/* The micro-model in plain C: a binary heap of events, one record per customer, the same draws.
   Sizes, purposes of draws and classes of events are given by the command that compiles it; see by_c.py. */

#include <math.h>
#include <stdint.h>
#include <stdlib.h>

enum { NOBODY = -1, CLASS_BITS = 40 };

typedef struct { double time; int64_t priority, sequence, what; } event;

typedef struct {
    uint64_t key;
    double satisfaction, asked, wait;
    int32_t visit, queue, previous, next;
    char is_waiting;
} customer;

typedef struct { int64_t idle, first, last; } line;

typedef struct {
    event *heap;
    int64_t events, room, sequence;
    double now;
    customer *customers;
    line lines[QUEUES];
    double (*log)[COLUMNS];
    int64_t visits;
} world;

/* Keyed draws, as in sim/randomness.py. */

static uint64_t word(uint64_t key, uint64_t purpose, uint64_t counter)
{
    uint64_t z = key + 0x9E3779B97F4A7C15u * ((purpose << 32) + counter + 1);
    z = (z ^ z >> 30) * 0xBF58476D1CE4E5B9u;
    z = (z ^ z >> 27) * 0x94D049BB133111EBu;
    return z ^ z >> 31;
}

static double uniform(uint64_t key, uint64_t purpose, uint64_t counter)
{
    return ((double)(int64_t)(word(key, purpose, counter) >> 12) + 0.5) * 0x1p-52;
}

static double exponential(double u, double mean) { return -mean * log1p(-u); }

static uint64_t entity_key(uint64_t seed, uint64_t kind, uint64_t entity)
{
    return word(word(word(word(seed, 0, 0), 0, 0), 0, kind), 0, entity);
}

/* Events by (time, class and entity, sequence). */

static int is_before(const event *a, const event *b)
{
    if (a->time != b->time) return a->time < b->time;
    if (a->priority != b->priority) return a->priority < b->priority;
    return a->sequence < b->sequence;
}

static void rise(event *heap, int64_t place, event new)
{
    while (place > 0) {
        int64_t above = (place - 1) >> 1;
        if (is_before(&heap[above], &new)) break;
        heap[place] = heap[above];
        place = above;
    }
    heap[place] = new;
}

static void at(world *w, double time, int64_t kind, int64_t entity, int64_t what)
{
    if (w->events == w->room) {
        event *more = realloc(w->heap, (w->room += w->room / 4 + 1) * sizeof *more);
        if (!more) abort();
        w->heap = more;
    }
    rise(w->heap, w->events++, (event){time, (kind << CLASS_BITS) + entity, w->sequence++, what});
}

/* Straight down to a leaf and up again: the last event is a late one. */
static event next_event(world *w)
{
    event *heap = w->heap, found = heap[0];
    int64_t size = --w->events, place = 0, below = 1;
    while (below < size) {
        if (below + 1 < size && is_before(&heap[below + 1], &heap[below])) below++;
        heap[place] = heap[below];
        place = below;
        below = 2 * below + 1;
    }
    if (size > 0) rise(heap, place, heap[size]);
    w->now = found.time;
    return found;
}

/* Customers. */

static void think(world *w, int64_t index)
{
    customer *c = &w->customers[index];
    double time = w->now + exponential(uniform(c->key, THINK, c->visit), MEAN_THINK_DAYS);
    at(w, time, NEED, index, c->visit);
}

static void be_served(world *w, int64_t index)
{
    customer *c = &w->customers[index];
    c->wait = w->now - c->asked;
    double time = w->now + exponential(uniform(c->key, SERVICE, c->visit), MEAN_SERVICE_DAYS);
    at(w, time, SERVICE_END, index, c->visit);
}

static void ask(world *w, int64_t index)
{
    customer *c = &w->customers[index];
    c->asked = w->now;
    c->queue = (int32_t)(uniform(c->key, QUEUE, c->visit) * QUEUES);
    line *queue = &w->lines[c->queue];
    if (queue->idle > 0) {
        queue->idle--;
        be_served(w, index);
        return;
    }
    c->is_waiting = 1;
    c->next = NOBODY;
    c->previous = (int32_t)queue->last;
    if (queue->last == NOBODY) queue->first = index;
    else w->customers[queue->last].next = (int32_t)index;
    queue->last = index;
    double time = w->now + exponential(uniform(c->key, PATIENCE, c->visit), MEAN_PATIENCE_DAYS);
    at(w, time, PATIENCE_END, index, c->visit);
}

static void leave_queue(world *w, int64_t index)
{
    customer *c = &w->customers[index];
    line *queue = &w->lines[c->queue];
    if (c->previous == NOBODY) queue->first = c->next;
    else w->customers[c->previous].next = c->next;
    if (c->next == NOBODY) queue->last = c->previous;
    else w->customers[c->next].previous = c->previous;
    c->is_waiting = 0;
}

static void close_visit(world *w, int64_t index, double is_served)
{
    customer *c = &w->customers[index];
    c->satisfaction += RESPONSE * (is_served - c->satisfaction);
    double *row = w->log[w->visits++];
    row[0] = w->now;
    row[1] = (double)index;
    row[2] = c->wait;
    row[3] = c->satisfaction;
    int leaves = uniform(c->key, STAY, c->visit) < DEFECTION * (1.0 - c->satisfaction);
    c->visit++;
    if (!leaves) think(w, index);
}

static void has_been_served(world *w, int64_t index)
{
    line *queue = &w->lines[w->customers[index].queue];
    close_visit(w, index, 1.0);
    int64_t following = queue->first;
    if (following == NOBODY) {
        queue->idle++;
        return;
    }
    leave_queue(w, following);
    be_served(w, following);
}

static void give_up(world *w, int64_t index, int64_t visit)
{
    customer *c = &w->customers[index];
    if (!c->is_waiting || c->visit != visit) return;
    leave_queue(w, index);
    c->wait = w->now - c->asked;
    close_visit(w, index, 0.0);
}

/* Write visits into the log, which the caller has given room enough; return how many. */
int64_t simulate(uint64_t seed, int64_t customers, const int64_t *servers, double (*log)[COLUMNS])
{
    world w = {.room = customers, .log = log};
    w.heap = malloc(w.room * sizeof *w.heap);
    w.customers = calloc(customers, sizeof *w.customers);
    if (!w.heap || !w.customers) abort();
    for (int i = 0; i < QUEUES; i++) w.lines[i] = (line){servers[i], NOBODY, NOBODY};
    for (int64_t index = 0; index < customers; index++) {
        w.customers[index].key = entity_key(seed, KIND_PERSON, index);
        w.customers[index].satisfaction = FIRST_SATISFACTION;
        think(&w, index);
    }
    while (w.events > 0) {
        event e = next_event(&w);
        if (e.time >= HORIZON_DAYS) break;
        int64_t kind = e.priority >> CLASS_BITS;
        int64_t index = e.priority & (((int64_t)1 << CLASS_BITS) - 1);
        if (kind == NEED) ask(&w, index);
        else if (kind == SERVICE_END) has_been_served(&w, index);
        else give_up(&w, index, e.what);
    }
    free(w.customers);
    free(w.heap);
    return w.visits;
}
