using ModelCompiler.Generator.Graph;

namespace ModelCompiler.Generator.Planning.Calls;

/// <summary>
/// A piece of a line of generated code: text, or a name that depends on where a pass keeps its values. Steps are made of pieces, so that
/// what a step reads, writes and needs is known from what will be printed.
/// </summary>
internal abstract record Piece
{
    /// <summary>The member of the batch that a method needs as a local to spell it, or null.</summary>
    public virtual string? Local => null;

    /// <summary>The piece, or what it is made of.</summary>
    public virtual Piece Inner => this;

    /// <summary>The piece as C#.</summary>
    public abstract string Spell(INames names);
}

/// <summary>Text that is the same in every pass.</summary>
internal sealed record TextPiece(string Text) : Piece
{
    public override string Spell(INames names) => Text;
}

/// <summary>What a kernel does with a place.</summary>
[Flags]
internal enum Access
{
    /// <summary>Neither, as for a distance between two places.</summary>
    None = 0,

    /// <summary>It reads what lies there.</summary>
    Read = 1,

    /// <summary>It writes there.</summary>
    Write = 2,

    /// <summary>It changes what lies there.</summary>
    Change = Read | Write,
}

/// <summary>A piece that stands for a place.</summary>
internal interface IPlace
{
    /// <summary>The buffer.</summary>
    int Buffer { get; }

    /// <summary>What is done with it.</summary>
    Access Access { get; }
}

/// <summary>A place in a buffer, or in the caller's input.</summary>
/// <param name="Buffer">The buffer.</param>
/// <param name="Offset">The floats behind its first sample.</param>
/// <param name="IsShare">Whether it is the place of the first sample of a thread's share, instead of the first of all.</param>
/// <param name="Access">What is done with it.</param>
internal sealed record PlacePiece(int Buffer, int Offset, bool IsShare, Access Access) : Piece, IPlace
{
    public override string? Local =>
        Buffer switch
        {
            BufferPlan.Input => "x",
            BufferPlan.Output => "y",
            _ => "workspace",
        };

    public override string Spell(INames names) => names.Place(Buffer, Offset, IsShare);
}

/// <summary>A place that is further in each step of a loop.</summary>
/// <param name="Place">The place in the step 0.</param>
/// <param name="Distance">The floats from one step to the next.</param>
internal sealed record StepPiece(Piece Place, int Distance) : Piece
{
    public override string? Local => Place.Local;

    public override Piece Inner => Place;

    // workspace[Training.Hidden] becomes workspace[Training.Hidden + step * 16].
    public override string Spell(INames names) => Place.Spell(names).TrimEnd(']') + $" + step * {Text.Of(Distance)}]";
}

/// <summary>The constant that says where a buffer starts.</summary>
internal sealed record StartPiece(int Buffer) : Piece
{
    public override string Spell(INames names) => names.Start(Buffer);
}

/// <summary>A part of a span that starts at a buffer: nothing where the buffer is not stored in the pass.</summary>
internal sealed record KeptPiece(int Buffer, int Offset) : Piece, IPlace
{
    public Access Access => Access.Write;

    public override string? Local => "workspace";

    public override string Spell(INames names) => names.Kept(Buffer, Offset);
}

/// <summary>The place of a parameter.</summary>
internal sealed record ParameterPiece(int Parameter) : Piece
{
    public override string? Local => "parameters";

    public override string Spell(INames names) => $"parameters[{names.Parameter(Parameter)}]";
}

/// <summary>The constant that says where a parameter starts, and in a gradient its gradient.</summary>
internal sealed record ParameterStartPiece(int Parameter) : Piece
{
    public override string Spell(INames names) => names.Parameter(Parameter);
}

/// <summary>The place of the gradient of a parameter.</summary>
internal sealed record GradientPiece(int Parameter) : Piece
{
    public override string? Local => "gradient";

    public override string Spell(INames names) => $"gradient[{names.Parameter(Parameter)}]";
}

/// <summary>A row of the table of a normalisation.</summary>
internal sealed record TablePiece(int Table, int Row) : Piece
{
    public override string? Local => "workspace";

    public override string Spell(INames names) => $"workspace[{names.Table(Table, Row)}]";
}

/// <summary>The constant that says where the table of a normalisation starts.</summary>
internal sealed record TableStartPiece(int Table) : Piece
{
    public override string Spell(INames names) => names.Table(Table, 0);
}

/// <summary>The place of a weight that the step of that name has repacked.</summary>
internal sealed record RepackedPiece(string Name) : Piece
{
    public override string? Local => "workspace";

    public override string Spell(INames names) => $"workspace[{names.Repacked(Name)}]";
}

/// <summary>The constant that says where a repacked weight starts.</summary>
internal sealed record RepackedStartPiece(string Name) : Piece
{
    public override string Spell(INames names) => names.Repacked(Name);
}

/// <summary>The losses of the samples.</summary>
/// <param name="Head">Whose they are.</param>
internal sealed record LossesPiece(HeadPlace Head) : Piece
{
    public override string? Local => "workspace";

    public override string Spell(INames names) => $"workspace[{names.Losses(Head.Name)} + start]";
}

/// <summary>What derivatives of the losses are multiplied by.</summary>
/// <param name="Head">Whose losses.</param>
internal sealed record ScalePiece(HeadPlace Head) : Piece
{
    public override string? Local => Head.Name.Length == 0 ? "scale" : null;

    public override string Spell(INames names) => Head.Name.Length == 0 ? "scale" : $"batch.Scales[{Text.Of(Head.Index)}]";
}

/// <summary>The targets of the first sample of a thread's share, or of its first class.</summary>
/// <param name="Target">The targets.</param>
/// <param name="AreClasses">Whether they are given as whole numbers.</param>
internal sealed record TargetsPiece(TargetNode Target, bool AreClasses) : Piece
{
    public override string? Local => AreClasses ? "classes" : "targets";

    public override string Spell(INames names)
    {
        int size = Target.Shape.Size;
        if (Target.Head.Name.Length > 0)
            return $"{Local}[(start * TargetSize){(Target.Head.Start == 0 ? string.Empty : " + " + Text.Of(Target.Head.Start))}]";
        return $"{Local}[start{(AreClasses && size == 1 ? string.Empty : " * " + Text.Of(size))}]";
    }
}

/// <summary>The distance between the targets of two samples.</summary>
/// <param name="Target">The targets.</param>
internal sealed record TargetStridePiece(TargetNode Target) : Piece
{
    public override string Spell(INames names) => Target.Head.Name.Length > 0 ? "TargetSize" : Text.Of(Target.Shape.Size);
}

/// <summary>A member of the batch as a local, declared where it is mentioned.</summary>
internal sealed record LocalPiece(string Name) : Piece
{
    public override string? Local => Name;

    public override string Spell(INames names) => Name;
}

/// <summary>The type parameter of the widest vector that rows of so many floats fill.</summary>
internal sealed record VectorPiece(int Width) : Piece
{
    public override string Spell(INames names) => Of(Width);

    /// <summary>The name of the type parameter.</summary>
    public static string Of(int width) =>
        width >= MemoryLayout.WidestVector ? "TWide"
        : width == 8 ? "TMedium"
        : "Lanes4";
}

/// <summary>A type that is generated for the model.</summary>
/// <param name="Type">The type.</param>
/// <param name="Wanted">The name it gets if no other type has it; a <c>#</c> stands for a number.</param>
internal sealed record TypePiece(GeneratedType Type, string Wanted) : Piece
{
    public override string Spell(INames names) => names.Type(Type);
}

/// <summary>The span that starts at a place.</summary>
internal sealed record SpanPiece(Piece Place) : Piece
{
    public override string? Local => Place.Local;

    public override Piece Inner => Place;

    // workspace[Training.Hidden] becomes workspace[Training.Hidden..].
    public override string Spell(INames names) => Place.Spell(names).TrimEnd(']') + "..]";
}
