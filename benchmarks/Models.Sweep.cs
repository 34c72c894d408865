namespace ModelCompiler.Benchmarks;

// One dense layer of N by N with ReLU for each width of the sweep: around every multiple of a vector, and far from one.

[Model]
[Input(1)]
[Dense(1, Activation.Relu)]
internal sealed partial class Sweep1;

[Model]
[Input(2)]
[Dense(2, Activation.Relu)]
internal sealed partial class Sweep2;

[Model]
[Input(3)]
[Dense(3, Activation.Relu)]
internal sealed partial class Sweep3;

[Model]
[Input(4)]
[Dense(4, Activation.Relu)]
internal sealed partial class Sweep4;

[Model]
[Input(5)]
[Dense(5, Activation.Relu)]
internal sealed partial class Sweep5;

[Model]
[Input(7)]
[Dense(7, Activation.Relu)]
internal sealed partial class Sweep7;

[Model]
[Input(8)]
[Dense(8, Activation.Relu)]
internal sealed partial class Sweep8;

[Model]
[Input(9)]
[Dense(9, Activation.Relu)]
internal sealed partial class Sweep9;

[Model]
[Input(12)]
[Dense(12, Activation.Relu)]
internal sealed partial class Sweep12;

[Model]
[Input(15)]
[Dense(15, Activation.Relu)]
internal sealed partial class Sweep15;

[Model]
[Input(16)]
[Dense(16, Activation.Relu)]
internal sealed partial class Sweep16;

[Model]
[Input(17)]
[Dense(17, Activation.Relu)]
internal sealed partial class Sweep17;

[Model]
[Input(24)]
[Dense(24, Activation.Relu)]
internal sealed partial class Sweep24;

[Model]
[Input(31)]
[Dense(31, Activation.Relu)]
internal sealed partial class Sweep31;

[Model]
[Input(32)]
[Dense(32, Activation.Relu)]
internal sealed partial class Sweep32;

[Model]
[Input(33)]
[Dense(33, Activation.Relu)]
internal sealed partial class Sweep33;

[Model]
[Input(40)]
[Dense(40, Activation.Relu)]
internal sealed partial class Sweep40;

[Model]
[Input(47)]
[Dense(47, Activation.Relu)]
internal sealed partial class Sweep47;

[Model]
[Input(48)]
[Dense(48, Activation.Relu)]
internal sealed partial class Sweep48;

[Model]
[Input(49)]
[Dense(49, Activation.Relu)]
internal sealed partial class Sweep49;

[Model]
[Input(56)]
[Dense(56, Activation.Relu)]
internal sealed partial class Sweep56;

[Model]
[Input(63)]
[Dense(63, Activation.Relu)]
internal sealed partial class Sweep63;

[Model]
[Input(64)]
[Dense(64, Activation.Relu)]
internal sealed partial class Sweep64;

[Model]
[Input(65)]
[Dense(65, Activation.Relu)]
internal sealed partial class Sweep65;

[Model]
[Input(80)]
[Dense(80, Activation.Relu)]
internal sealed partial class Sweep80;

[Model]
[Input(95)]
[Dense(95, Activation.Relu)]
internal sealed partial class Sweep95;

[Model]
[Input(96)]
[Dense(96, Activation.Relu)]
internal sealed partial class Sweep96;

[Model]
[Input(97)]
[Dense(97, Activation.Relu)]
internal sealed partial class Sweep97;

[Model]
[Input(112)]
[Dense(112, Activation.Relu)]
internal sealed partial class Sweep112;

[Model]
[Input(127)]
[Dense(127, Activation.Relu)]
internal sealed partial class Sweep127;

[Model]
[Input(128)]
[Dense(128, Activation.Relu)]
internal sealed partial class Sweep128;

[Model]
[Input(129)]
[Dense(129, Activation.Relu)]
internal sealed partial class Sweep129;

[Model]
[Input(130)]
[Dense(130, Activation.Relu)]
internal sealed partial class Sweep130;
