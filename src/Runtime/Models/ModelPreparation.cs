using System.Diagnostics;

namespace ModelCompiler;

/// <summary>Compiles what a model needs before it is needed.</summary>
public static class ModelPreparation
{
    // Tiles leave rests of fewer rows than this number; the other has whole tiles of every size, and a rest.
    private const int MostOfRest = 16,
        Many = 33;

    // How long a model of large images may go on after its first two batches, which leave little uncompiled.
    private static readonly TimeSpan s_mostTime = TimeSpan.FromSeconds(1);

    /// <summary>
    /// Has the just-in-time compiler compile everything that predictions need, so that the first one is as fast as any other. Without it
    /// the first call of each kind takes some 10 to 200 milliseconds, once in a process: it is the same work at another time. A program
    /// that was compiled ahead of time does not need it. Predicts batches of up to 33 samples; allocates them, and the scratch memory of
    /// the calling thread. Thread-safe; changes nothing of the model.
    /// </summary>
    /// <param name="model">The model.</param>
    /// <exception cref="ArgumentNullException">There is no model.</exception>
    /// <exception cref="ArgumentException">Its samples have lengths: the overload for a class of models prepares it.</exception>
    public static void Prepare(this IPredictor model)
    {
        ArgumentNullException.ThrowIfNull(model);
        Prepare(model, new float[Many * model.InputSize]);
    }

    private static void Prepare(IPredictor model, float[] inputs)
    {
        float[] outputs = new float[Many * model.OutputSize];
        Run(1, samples => model.Predict(inputs.AsSpan(0, samples * model.InputSize), outputs.AsSpan(0, samples * model.OutputSize)));
    }

    /// <summary>
    /// Has the just-in-time compiler compile everything that predictions and, when asked to, losses and gradients need, so that the first
    /// one is as fast as any other: see <see cref="Prepare(IPredictor)"/>. The gradients are those of another object of the class, so that
    /// neither the running statistics nor the random state of this one move. Allocates; thread-safe; changes nothing of the model.
    /// </summary>
    /// <param name="model">The model.</param>
    /// <param name="forTraining">Whether losses and gradients will be needed; makes no difference to a model without a loss.</param>
    /// <exception cref="ArgumentNullException">There is no model.</exception>
    public static void Prepare<TModel>(this TModel model, bool forTraining = false)
        where TModel : class, IModel<TModel>
    {
        ArgumentNullException.ThrowIfNull(model);
        ModelDescription description = TModel.Description;
        float[] inputs = new float[Many * description.InputSize];

        // One step, where samples have lengths: zeros are values and tokens, but no lengths.
        for (int end = description.InputSize - 1; description.HasLengths && end < inputs.Length; end += description.InputSize)
            inputs[end] = 1;
        Prepare(model, inputs);
        if (!forTraining || description.Loss is null)
            return;
        TModel other = TModel.Create(0);
        other.MaxDegreeOfParallelism = model.MaxDegreeOfParallelism;
        AlignedBuffer gradient = other.CreateGradient();
        float[] targets = new float[Many * description.TargetSize];
        NoLabels(description, targets);
        int classesOfSample = description.HasClassTargets ? description.TargetSize : 1;
        int[] classes = new int[Many * classesOfSample];
        Run(description.LeastGradientSamples, Learn);

        void Learn(int samples)
        {
            ReadOnlySpan<float> batch = inputs.AsSpan(0, samples * description.InputSize),
                values = targets.AsSpan(0, samples * description.TargetSize);
            other.Loss(batch, values);
            other.Gradient(batch, values, gradient.Span);
            if (!description.AcceptsClassTargets)
                return;
            ReadOnlySpan<int> numbers = classes.AsSpan(0, samples * classesOfSample);
            other.Loss(batch, numbers);
            other.Gradient(batch, numbers, gradient.Span);
        }
    }

    // Zeros are targets of every loss but of those of labels, among which the blank is none.
    private static void NoLabels(ModelDescription description, Span<float> targets)
    {
        foreach (ModelOutput head in description.Heads.Where(head => head.Blank is not null))
            for (int start = head.TargetStart; start < targets.Length; start += description.TargetSize)
                targets.Slice(start, head.TargetSize).Fill(ClassTargets.Ignored);
    }

    private static void Run(int least, Action<int> batch)
    {
        batch(least);
        batch(Many);
        long start = Stopwatch.GetTimestamp();
        for (int samples = least + 1; samples <= MostOfRest && Stopwatch.GetElapsedTime(start) < s_mostTime; samples++)
            batch(samples);
    }
}
