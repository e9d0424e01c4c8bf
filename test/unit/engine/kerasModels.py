"""Makes kerasModels.json: small models of Keras 3 with their outputs before and after three steps of SGD.

    python kerasModels.py > kerasModels.json      (tensorflow-cpu 2.21, Keras 3.15)
"""

import json
import os
import sys

os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
os.environ["CUDA_VISIBLE_DEVICES"] = "-1"

import keras
import numpy as np
from keras import layers

RATE = 0.1
STEPS = 3
ROWS = 4


def sequential(*stack):
    return keras.Sequential(list(stack), name="net")


def functional():
    first = keras.Input((3,), name="first")
    second = keras.Input((3,), name="second")
    shared = layers.Dense(4, activation="silu", name="shared")
    joined = layers.Concatenate(name="joined")([shared(first), shared(second)])
    inner_in = keras.Input((8,), name="inner_in")
    inner = keras.Model(inner_in, layers.Dense(3, activation="tanh", name="inside")(inner_in), name="inner")
    twice = inner(joined)
    summed = twice + layers.Dense(3, kernel_regularizer=keras.regularizers.L2(0.01), name="side")(first)
    stack = keras.Sequential([keras.Input((3,)), layers.Dense(2, name="deep")], name="stack")
    return keras.Model([first, second], stack(summed), name="net")


MODELS = {
    "gru": lambda: sequential(keras.Input((5, 3)), layers.GRU(4, name="gru"), layers.Dense(2, name="out")),
    "gru without bias, whole sequences, backwards": lambda: sequential(
        keras.Input((5, 3)),
        layers.GRU(4, use_bias=False, return_sequences=True, go_backwards=True, name="gru"),
        layers.Flatten(name="flat"),
        layers.Dense(2, name="out"),
    ),
    "gru both ways": lambda: sequential(
        keras.Input((5, 3)), layers.Bidirectional(layers.GRU(3, name="gru"), name="both"), layers.Dense(2, name="out")
    ),
    "gru with masked steps": lambda: sequential(
        keras.Input((6,)), layers.Embedding(7, 4, mask_zero=True, name="words"), layers.GRU(3, name="gru"), layers.Dense(2, name="out")
    ),
    "gru cells in an RNN": lambda: sequential(
        keras.Input((4, 3)), layers.RNN([layers.GRUCell(4, name="low"), layers.GRUCell(3, name="high")], name="rnn"), layers.Dense(2, name="out")
    ),
    "lstm": lambda: sequential(keras.Input((5, 3)), layers.LSTM(4, name="lstm"), layers.Dense(2, name="out")),
    "norm without gamma and beta": lambda: sequential(
        keras.Input((6, 6, 2)),
        layers.Conv2D(3, 3, name="conv"),
        layers.BatchNormalization(scale=False, name="no_gamma"),
        layers.LeakyReLU(negative_slope=0.2, name="leaky"),
        layers.DepthwiseConv2D(2, name="depth"),
        layers.BatchNormalization(center=False, scale=False, name="neither"),
        layers.GlobalAveragePooling2D(name="pool"),
        layers.Dense(2, kernel_regularizer="l2", name="out"),
    ),
    "functional": functional,
}


def values(array):
    return [float(x) for x in np.asarray(array, dtype="float32").ravel()]


def data(model, random):
    inputs = []
    for tensor in model.inputs:
        shape = (ROWS, *tensor.shape[1:])
        words = isinstance(model.layers[0], layers.Embedding)
        # Zeros at the end are masked.
        x = random.integers(1, 7, shape).astype("float32") if words else random.normal(size=shape).astype("float32")
        if words:
            x[:, -2:] = 0
        inputs.append(x)
    return inputs, random.normal(size=(ROWS, 2)).astype("float32")


def main():
    out = []
    for name, make in MODELS.items():
        keras.utils.set_random_seed(7)
        model = make()
        random = np.random.default_rng(7)
        for weight in model.weights:
            drawn = random.normal(scale=0.5, size=weight.shape)
            weight.assign(np.abs(drawn) + 0.5 if "variance" in weight.path else drawn)
        inputs, target = data(model, random)
        given = inputs if len(inputs) > 1 else inputs[0]
        before = [{"name": w.path, "shape": list(w.shape), "values": values(w)} for w in model.weights]
        predicted = values(model.predict(given, verbose=0))
        model.compile(keras.optimizers.SGD(RATE), "mean_squared_error")
        for _ in range(STEPS):
            model.train_on_batch(given, target)
        out.append(
            {
                "name": name,
                "topology": {"keras_version": keras.__version__, "backend": "tensorflow", "model_config": json.loads(model.to_json())},
                "weights": before,
                "inputs": [{"shape": list(x.shape[1:]), "values": values(x)} for x in inputs],
                "target": values(target),
                "predicted": predicted,
                "trained": [values(w) for w in model.weights],
            }
        )
    json.dump({"rate": RATE, "steps": STEPS, "rows": ROWS, "models": out}, sys.stdout)


main()
