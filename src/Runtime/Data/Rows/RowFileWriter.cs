using System.Buffers.Binary;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;

namespace ModelCompiler;

/// <summary>
/// Writes samples one after the other into a file that <see cref="RowFile.Open"/> reads, however many they become: the memory that is
/// needed
/// does not grow. The file appears when <see cref="Complete"/> is called; without it nothing is left. Not thread-safe.
/// </summary>
/// <example><code>
/// using var writer = new RowFileWriter("train.safetensors", inputSize: 20, targetSize: 1);
/// foreach (Reading reading in readings)
///     writer.Add(reading.Inputs, [reading.Target]);
/// writer.Complete();
/// </code></example>
public sealed class RowFileWriter : IDisposable
{
    // Room for the header, whose length is known at the end alone; the format lets it be padded with spaces.
    private const int HeaderBytes = 512;

    private readonly string _path;
    private readonly int _inputSize;
    private readonly int _targetSize;
    private readonly int _classCount;
    private readonly FileStream _inputs;
    private readonly FileStream _targets;
    private long _count;
    private bool _isOpen = true;

    /// <summary>Begins a file of samples with target values.</summary>
    /// <param name="path">The file; its folder must exist, and has room for a second copy of the targets.</param>
    /// <param name="inputSize">The number of values of one sample, at least 1.</param>
    /// <param name="targetSize">The number of target values of one sample, at least 1.</param>
    /// <exception cref="IOException">The folder does not exist or cannot be written to.</exception>
    public RowFileWriter(string path, int inputSize, int targetSize)
        : this(path, inputSize, targetSize, 0)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(targetSize, 1);
    }

    internal RowFileWriter(string path, int inputSize, int targetSize, int classCount)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        ArgumentOutOfRangeException.ThrowIfLessThan(inputSize, 1);
        (_path, _inputSize, _targetSize, _classCount) = (path, inputSize, targetSize, classCount);
        string folder = Path.GetDirectoryName(Path.GetFullPath(path))!;
        _inputs = Temporary(folder);
        _targets = Temporary(folder);
        _inputs.Write(new byte[SafeTensorsHeader.PrefixLength + HeaderBytes]);
    }

    /// <summary>Begins a file of samples with class indices.</summary>
    /// <param name="path">The file; its folder must exist.</param>
    /// <param name="inputSize">The number of values of one sample, at least 1.</param>
    /// <param name="classCount">The number of classes, at least 1.</param>
    /// <exception cref="IOException">The folder does not exist or cannot be written to.</exception>
    public static RowFileWriter ForClasses(string path, int inputSize, int classCount)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(classCount, 1);
        return new RowFileWriter(path, inputSize, 1, classCount);
    }

    /// <summary>Adds samples with target values. Does not allocate.</summary>
    /// <param name="inputs">Whole samples; finite.</param>
    /// <param name="targets">As many targets.</param>
    /// <exception cref="ArgumentException">The lengths do not fit together, or a value is not finite; nothing was added.</exception>
    /// <exception cref="InvalidOperationException">The file is one of class indices, or it is complete.</exception>
    public void Add(ReadOnlySpan<float> inputs, ReadOnlySpan<float> targets)
    {
        CheckKind(hasClasses: false);
        int count = DatasetValidation.Targets(inputs, _inputSize, targets, _targetSize);
        WriteFloats(_inputs, inputs);
        WriteFloats(_targets, targets);
        _count += count;
    }

    /// <summary>Adds samples with class indices. Does not allocate.</summary>
    /// <param name="inputs">Whole samples; finite.</param>
    /// <param name="classes">As many class indices.</param>
    /// <exception cref="ArgumentException">The lengths do not fit together, or a value is out of range; nothing was added.</exception>
    /// <exception cref="InvalidOperationException">The file is one of target values, or it is complete.</exception>
    public void Add(ReadOnlySpan<float> inputs, ReadOnlySpan<int> classes)
    {
        CheckKind(hasClasses: true);
        int count = DatasetValidation.Classes(inputs, _inputSize, classes, _classCount);
        WriteFloats(_inputs, inputs);
        Span<byte> bytes = stackalloc byte[sizeof(int)];
        foreach (int each in classes)
        {
            BinaryPrimitives.WriteInt32LittleEndian(bytes, each);
            _targets.Write(bytes);
        }

        _count += count;
    }

    /// <summary>Writes the file under its name, replacing one that exists.</summary>
    /// <exception cref="IOException">The disk is full or failing; an existing file is as it was.</exception>
    /// <exception cref="InvalidOperationException">The file is complete.</exception>
    public void Complete()
    {
        CheckKind(_classCount > 0);
        long inputBytes = _count * _inputSize * sizeof(float);
        _targets.Position = 0;
        _targets.CopyTo(_inputs);
        _inputs.Position = 0;
        byte[] header = Encoding.ASCII.GetBytes(Header(inputBytes, _targets.Length).PadRight(HeaderBytes));
        Span<byte> prefix = stackalloc byte[SafeTensorsHeader.PrefixLength];
        BinaryPrimitives.WriteUInt64LittleEndian(prefix, HeaderBytes);
        _inputs.Write(prefix);
        _inputs.Write(header);
        _inputs.Flush(flushToDisk: true);
        _isOpen = false;
        _inputs.Dispose();
        FileReplacement.Move(_inputs.Name, Path.GetFullPath(_path));
        Dispose();
    }

    /// <summary>Gives up what is not complete: no file is left.</summary>
    public void Dispose()
    {
        _isOpen = false;
        _inputs.Dispose();
        _targets.Dispose();
        AtomicFile.TryDelete(_inputs.Name);
        AtomicFile.TryDelete(_targets.Name);
    }

    private string Header(long inputBytes, long targetBytes)
    {
        string metadata = _classCount > 0 ? $"\"__metadata__\":{{\"{RowFile.ClassCountName}\":\"{_classCount}\"}}," : "";
        string name = _classCount > 0 ? RowFile.ClassesName : RowFile.TargetsName,
            type = TensorTypes.Name(_classCount > 0 ? TensorType.Int32 : TensorType.Float32);
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{{{metadata}\"{RowFile.InputsName}\":{{\"dtype\":\"F32\",\"shape\":[{_count},{_inputSize}],"
                + $"\"data_offsets\":[0,{inputBytes}]}},"
                + $"\"{name}\":{{\"dtype\":\"{type}\",\"shape\":[{_count},{_targetSize}],"
                + $"\"data_offsets\":[{inputBytes},{inputBytes + targetBytes}]}}}}"
        );
    }

    private void CheckKind(bool hasClasses)
    {
        if (!_isOpen)
            throw new InvalidOperationException("The file is complete, or was given up.");
        if (hasClasses != _classCount > 0)
            throw new InvalidOperationException($"The file is one of {(hasClasses ? "target values" : "class indices")}.");
    }

    private static void WriteFloats(FileStream stream, ReadOnlySpan<float> values)
    {
        if (BitConverter.IsLittleEndian)
        {
            stream.Write(MemoryMarshal.AsBytes(values));
            return;
        }

        Span<byte> bytes = stackalloc byte[sizeof(float)];
        foreach (float value in values)
        {
            BinaryPrimitives.WriteSingleLittleEndian(bytes, value);
            stream.Write(bytes);
        }
    }

    private static FileStream Temporary(string folder) =>
        new(
            Path.Combine(folder, $"modelcompiler-{Guid.NewGuid():N}.tmp"),
            FileMode.CreateNew,
            FileAccess.ReadWrite,
            FileShare.None,
            1 << 16
        );
}
