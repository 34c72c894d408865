namespace System.Runtime.CompilerServices;

/// <summary>Lets records compile against netstandard2.0.</summary>
internal static class IsExternalInit;

/// <summary>Lets interpolated strings become other values than text when compiled against netstandard2.0.</summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Struct)]
internal sealed class InterpolatedStringHandlerAttribute : Attribute;
