namespace EdgeInference;

/// <summary>What the readings of a machine tell; the value is the model's class index.</summary>
public enum MachineState
{
    /// <summary>Nothing to do.</summary>
    Healthy,

    /// <summary>The rotor's mass is off its axis: strong, smooth vibration that grows with the speed.</summary>
    Unbalanced,

    /// <summary>A bearing is damaged: short knocks, warmth, noise.</summary>
    WornBearing,

    /// <summary>The foundation bolts have come loose: irregular vibration and noise.</summary>
    LooseMount,
}
