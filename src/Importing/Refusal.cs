namespace ModelCompiler.Importing;

/// <summary>Why one node cannot become a layer; caught where the node is known.</summary>
/// <param name="reason">Why, as a part of a sentence.</param>
/// <param name="remedy">What to do about it.</param>
internal sealed class Refusal(string reason, string remedy) : Exception(reason)
{
    public string Reason => Message;

    public string Remedy => remedy;
}
