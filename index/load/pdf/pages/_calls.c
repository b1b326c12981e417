/*
 * Calls of a C function by the hundred thousand (批量调用): one call from Python for very many of pdfium's.
 *
 * A function is given by its address, what it is called with by arrays: addresses of objects, and up to two whole
 * numbers of 32 bits for each. Results go into an array that the caller has made. pdfium's functions take objects by
 * address, numbers as int and, where they write, addresses of room for what they write; native.py says which function
 * is of which shape, and calls.py does the same without a compiler.
 */
#define PY_SSIZE_T_CLEAN
#include <Python.h>
#include <stdint.h>

#define MOST_PARTS 4

typedef struct {
    Py_buffer views[4];
    int held;
} Views;

static void *opened(Views *views, PyObject *object, Py_ssize_t item, Py_ssize_t count, int flags)
{
    Py_buffer *view = &views->views[views->held];
    if (PyObject_GetBuffer(object, view, PyBUF_C_CONTIGUOUS | flags) < 0)
        return NULL;
    views->held++;
    if (view->len != item * count) {
        PyErr_SetString(PyExc_ValueError, "an array is of another length than the others");
        return NULL;
    }
    return view->buf;
}

static void closed(Views *views)
{
    while (views->held)
        PyBuffer_Release(&views->views[--views->held]);
}

/* The arrays of a call: objects, up to two of numbers in a tuple, and what is written into. */
typedef struct {
    Views views;
    Py_ssize_t count;
    void **objects;
    const int32_t *first;
    const int32_t *second;
    void *into;
} Arrays;

static int taken(Arrays *arrays, PyObject *objects, PyObject *numbers, PyObject *into, Py_ssize_t width)
{
    Py_buffer view;
    if (PyObject_GetBuffer(objects, &view, PyBUF_SIMPLE) < 0)
        return 0;
    arrays->count = view.len / (Py_ssize_t)sizeof(void *);
    PyBuffer_Release(&view);
    arrays->objects = opened(&arrays->views, objects, sizeof(void *), arrays->count, 0);
    arrays->into = arrays->objects ? opened(&arrays->views, into, width, arrays->count, PyBUF_WRITABLE) : NULL;
    if (arrays->into && PyTuple_GET_SIZE(numbers) > 0)
        arrays->first = opened(&arrays->views, PyTuple_GET_ITEM(numbers, 0), sizeof(int32_t), arrays->count, 0);
    if (arrays->first && PyTuple_GET_SIZE(numbers) > 1)
        arrays->second = opened(&arrays->views, PyTuple_GET_ITEM(numbers, 1), sizeof(int32_t), arrays->count, 0);
    if (!PyErr_Occurred())
        return 1;
    closed(&arrays->views);
    return 0;
}

#define EACH(RESULT, CALL) \
    for (Py_ssize_t at = 0; at < arrays.count; at++) \
        RESULT[at] = (CALL)

/* asked(function, objects, numbers, results): the function gives an int */
static PyObject *asked(PyObject *module, PyObject *arguments)
{
    Arrays arrays = {0};
    PyObject *objects, *numbers, *results;
    size_t function;
    if (!PyArg_ParseTuple(arguments, "KOO!O", &function, &objects, &PyTuple_Type, &numbers, &results))
        return NULL;
    if (!taken(&arrays, objects, numbers, results, sizeof(int64_t)))
        return NULL;
    int64_t *found = arrays.into;
    if (arrays.second)
        EACH(found, ((int (*)(void *, int, int))function)(arrays.objects[at], arrays.first[at], arrays.second[at]));
    else if (arrays.first)
        EACH(found, ((int (*)(void *, int))function)(arrays.objects[at], arrays.first[at]));
    else
        EACH(found, ((int (*)(void *))function)(arrays.objects[at]));
    closed(&arrays.views);
    Py_RETURN_NONE;
}

/* addressed(function, objects, numbers, results): the function gives the address of an object */
static PyObject *addressed(PyObject *module, PyObject *arguments)
{
    Arrays arrays = {0};
    PyObject *objects, *numbers, *results;
    size_t function;
    if (!PyArg_ParseTuple(arguments, "KOO!O", &function, &objects, &PyTuple_Type, &numbers, &results))
        return NULL;
    if (!taken(&arrays, objects, numbers, results, sizeof(void *)))
        return NULL;
    void **found = arrays.into;
    if (arrays.second)
        EACH(found, ((void *(*)(void *, int, int))function)(arrays.objects[at], arrays.first[at], arrays.second[at]));
    else if (arrays.first)
        EACH(found, ((void *(*)(void *, int))function)(arrays.objects[at], arrays.first[at]));
    else
        EACH(found, ((void *(*)(void *))function)(arrays.objects[at]));
    closed(&arrays.views);
    Py_RETURN_NONE;
}

/* written(function, objects, numbers, parts, room): a row of room is as many equal parts, the function writes into each */
static PyObject *written(PyObject *module, PyObject *arguments)
{
    Arrays arrays = {0};
    PyObject *objects, *numbers, *room;
    size_t function;
    int parts;
    Py_buffer whole;
    if (!PyArg_ParseTuple(arguments, "KOO!iO", &function, &objects, &PyTuple_Type, &numbers, &parts, &room))
        return NULL;
    if (parts != 1 && parts != 2 && parts != MOST_PARTS)
        return PyErr_Format(PyExc_ValueError, "no function writes into %d parts", parts);
    if (PyObject_GetBuffer(room, &whole, PyBUF_STRIDES) < 0)
        return NULL;
    Py_ssize_t width = whole.ndim > 1 ? whole.shape[1] * whole.itemsize : whole.itemsize;
    PyBuffer_Release(&whole);
    if (!taken(&arrays, objects, numbers, room, width))
        return NULL;
    PyObject *result = PyBytes_FromStringAndSize(NULL, arrays.count);
    if (result) {
        char *done = PyBytes_AS_STRING(result), *into = arrays.into;
        Py_ssize_t part = width / parts;
#define ROW(NUMBER) (into + at * width + (NUMBER) * part)
        if (parts == 1 && arrays.first)
            EACH(done, ((int (*)(void *, int, void *))function)(arrays.objects[at], arrays.first[at], ROW(0)) != 0);
        else if (parts == 1)
            EACH(done, ((int (*)(void *, void *))function)(arrays.objects[at], ROW(0)) != 0);
        else if (parts == 2 && arrays.first)
            EACH(done, ((int (*)(void *, int, void *, void *))function)(
                           arrays.objects[at], arrays.first[at], ROW(0), ROW(1)) != 0);
        else if (parts == 2)
            EACH(done, ((int (*)(void *, void *, void *))function)(arrays.objects[at], ROW(0), ROW(1)) != 0);
        else
            EACH(done, ((int (*)(void *, void *, void *, void *, void *))function)(
                           arrays.objects[at], ROW(0), ROW(1), ROW(2), ROW(3)) != 0);
#undef ROW
    }
    closed(&arrays.views);
    return result;
}

static PyMethodDef methods[] = {
    {"asked", asked, METH_VARARGS, "Call a function for each object and keep the numbers that it gives."},
    {"addressed", addressed, METH_VARARGS, "Call a function for each object and keep the addresses that it gives."},
    {"written", written, METH_VARARGS, "Call a function for each object, which writes into its row of room."},
    {NULL, NULL, 0, NULL},
};

static struct PyModuleDef definition = {PyModuleDef_HEAD_INIT, "_calls", NULL, -1, methods};

PyMODINIT_FUNC PyInit__calls(void)
{
    return PyModule_Create(&definition);
}
